import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from '../contracts/device-command.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Scenario, Step } from './scenario.ts';
import type { Voices } from './voices.ts';

export type PlayedStep =
  | { phase: 'sent' | 'acknowledged'; step: number; entry: Partial<LedgerEntry> & { time: number } }
  /** the home was told, so long after the device spoke */
  | { phase: 'told'; step: number; stage: Stage; afterMs: number };

/** How long a home waits to hear that its alarm was received; longer than the broker's own look for what was missed. */
const PATIENCE_MS = 8_000;
/** More steps than this are told in sums, and nobody reads what each home was told. */
const LISTENED_MAX = 20;
/** By how much the clocks of the simulator and of the platform may differ. */
const SKEW_MS = 2_000;

/**
 * Says the steps when their time comes; a step does not wait for the PUBACK of the one before. What raises an alarm
 * is over when the home has heard that it was received, or has waited long enough for that; where many speak, at
 * their PUBACK.
 */
export async function playSteps(
  voices: Pick<Voices, 'say' | 'listen' | 'cut'>,
  { steps, cuts }: Pick<Scenario, 'steps' | 'cuts'>,
  onStep: (played: PlayedStep) => void,
): Promise<void> {
  const start = Date.now();
  const over: Promise<void>[] = [];
  const listens = steps.length <= LISTENED_MAX;
  for (const { deviceIds, afterMs, forMs } of cuts) {
    over.push(
      pause(afterMs).then(() => {
        for (const deviceId of deviceIds) voices.cut(deviceId, forMs);
      }),
    );
  }
  for (const [index, { afterMs, deviceId, properties, expected }] of steps.entries()) {
    const wait = start + afterMs - Date.now();
    if (wait > 0) await pause(wait);
    const time = Date.now();
    onStep({ phase: 'sent', step: index, entry: { time } });
    if (listens && isAlarm(expected))
      over.push(hearReceived(voices, { deviceId, time, step: index, onStep }));
    const said = voices.say(deviceId, { properties, time, intendedAt: start + afterMs, expected });
    over.push(said.then((entry) => onStep({ phase: 'acknowledged', step: index, entry })));
  }
  await Promise.all(over);
}

async function hearReceived(
  { listen }: Pick<Voices, 'listen'>,
  heard: { deviceId: string; time: number; step: number; onStep: (played: PlayedStep) => void },
): Promise<void> {
  const { deviceId, time, step, onStep } = heard;
  const enough = new AbortController();
  const stop = listen(deviceId, ({ stage, at }) => {
    if (enough.signal.aborted || Date.parse(at) < time - SKEW_MS) return;
    onStep({ phase: 'told', step, stage, afterMs: Date.now() - time });
    if (stage === 'received') enough.abort();
  });
  await pause(PATIENCE_MS, undefined, { signal: enough.signal }).catch(() => undefined);
  stop();
}

function isAlarm(expected: Step['expected']): boolean {
  return expected !== 'reading' && expected !== 'duplicate' && expected !== 'test';
}
