import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Step } from './scenarios.ts';
import type { Voices } from './voices.ts';

export type PlayedStep = {
  phase: 'sent' | 'acknowledged';
  step: number;
  entry: Partial<LedgerEntry> & { time: number };
};

/** Says the steps when their time comes; a step does not wait for the PUBACK of the one before. */
export async function playSteps(
  voices: Pick<Voices, 'say'>,
  steps: readonly Step[],
  onStep: (played: PlayedStep) => void,
): Promise<void> {
  const start = Date.now();
  const acknowledged: Promise<void>[] = [];
  for (const [index, { afterMs, deviceId, properties, expected }] of steps.entries()) {
    const wait = start + afterMs - Date.now();
    if (wait > 0) await pause(wait);
    const time = Date.now();
    onStep({ phase: 'sent', step: index, entry: { time } });
    const said = voices.say(deviceId, { properties, time, intendedAt: start + afterMs, expected });
    acknowledged.push(said.then((entry) => onStep({ phase: 'acknowledged', step: index, entry })));
  }
  await Promise.all(acknowledged);
}
