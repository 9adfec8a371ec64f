import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { IncidentCommand, Stage } from '../contracts/device-command.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { playSteps, type PlayedStep } from './play-steps.ts';
import type { Step } from './scenario.ts';
import { createStageEar } from './stage-ear.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const press: Step = { afterMs: 0, homeId: 'h', deviceId: 'd', properties: { sos: true }, expected: 'sos' };

const told = (id: string, stage: Stage, at = Date.now()): string =>
  JSON.stringify({
    id,
    type: 'incident',
    stage,
    incidentId: 'i',
    deviceId: 'd',
    at: new Date(at).toISOString(),
  } satisfies IncidentCommand);

/** Plays it in a home that hears `words` as soon as it has spoken. */
async function play(step: Step, words: () => string[]): Promise<string[]> {
  const ear = createStageEar();
  const lines: string[] = [];
  const onStep = (played: PlayedStep): void =>
    void lines.push(played.phase === 'told' ? `told ${played.stage}` : played.phase);
  const say = (): Promise<LedgerEntry> => {
    setImmediate(() => words().forEach(ear.hear));
    return Promise.resolve({ time: Date.now() } as LedgerEntry);
  };
  const cut = (): void => undefined;
  await playSteps({ say, listen: ear.listen, cut }, { steps: [step], cuts: [] }, onStep);
  return lines;
}

test('a press is over once the home has heard that it was received', async () => {
  const lines = await play(press, () => [told('1', 'received'), told('2', 'accepted')]);
  expect(lines).toEqual(['sent', 'acknowledged', 'told received']);
});

test('what the home is still told about an alarm of before is not taken for the answer', async () => {
  const lines = await play(press, () => [
    told('1', 'received', Date.now() - 60_000),
    told('2', 'closed', Date.now() - 60_000),
    told('3', 'received'),
  ]);
  expect(lines).toEqual(['sent', 'acknowledged', 'told received']);
});

test('for a reading, a copy or a self-test nothing is waited for', async () => {
  for (const expected of ['reading', 'duplicate', 'test'] as const) {
    expect(await play({ ...press, expected }, () => [])).toEqual(['sent', 'acknowledged']);
  }
});
