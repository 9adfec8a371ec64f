import { expect, test } from 'vitest';
import type { IncidentCommand, Stage } from '../contracts/device-command.ts';
import { createStageEar } from './stage-ear.ts';

const said = (id: string, stage: Stage, deviceId = 'button'): string =>
  JSON.stringify({
    id,
    type: 'incident',
    stage,
    incidentId: 'i',
    deviceId,
    at: '2026-01-01T00:00:00.000Z',
  } satisfies IncidentCommand);

test('a stage that is said again with the same id is heard once; another with the same words is new', () => {
  const heard: string[] = [];
  const ear = createStageEar(({ id, stage }) => heard.push(`${id} ${stage}`));
  for (const [id, stage] of [
    ['1', 'received'],
    ['1', 'received'],
    ['2', 'accepted'],
    ['1', 'received'],
    ['3', 'received'],
  ] as const) {
    ear.hear(said(id, stage));
  }
  expect(heard).toEqual(['1 received', '2 accepted', '3 received']);
});

test('what it cannot read is passed over, other types of commands too', () => {
  const ear = createStageEar(() => expect.unreachable());
  for (const payload of ['', 'online', '{}', JSON.stringify({ id: '1', type: 'reboot' })]) {
    expect(ear.hear(payload)).toBeUndefined();
  }
});

test('a listener hears of its own device only, and nothing after it left', () => {
  const ear = createStageEar();
  const heard: Stage[] = [];
  const leave = ear.listen('button', ({ stage }) => heard.push(stage));
  ear.hear(said('1', 'received'));
  ear.hear(said('2', 'received', 'other'));
  leave();
  ear.hear(said('3', 'closed'));
  expect(heard).toEqual(['received']);
});
