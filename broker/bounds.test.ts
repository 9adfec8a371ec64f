import { expect, test } from 'vitest';
import { describeRedisError } from './describe-redis-error.ts';
import { isSilent } from './keep-alive.ts';
import { createMemoryGate } from './memory-gate.ts';
import { createRefusalAudit } from './refusal-audit.ts';

test('past its cap the gate closes, and wakes everybody once three quarters are left', async () => {
  const gate = createMemoryGate(1_000);
  let woken = 0;
  gate.taken(1_000);
  expect(gate.isOpen()).toBe(true);
  gate.taken(1);
  expect(gate.isOpen()).toBe(false);
  gate.wait(() => (woken += 1));
  gate.wait(() => (woken += 1));
  expect(gate.paused()).toBe(2);
  gate.released(250);
  expect(gate.isOpen()).toBe(false);
  gate.released(1);
  expect(gate.isOpen()).toBe(true);
  await new Promise((resolve) => setImmediate(resolve));
  expect(woken).toBe(2);
  expect(gate.paused()).toBe(0);
});

test('a gate that was shut stays shut', () => {
  const gate = createMemoryGate(1_000);
  gate.taken(10);
  gate.shut();
  gate.released(10);
  expect(gate.isOpen()).toBe(false);
});

test('only silence counts against a keep-alive, never that we did not listen', () => {
  const silent = { heardAt: 0, keepAliveMs: 10_000, outstanding: 0, paused: false };
  expect(isSilent(silent, 15_000)).toBe(false);
  expect(isSilent(silent, 15_001)).toBe(true);
  expect(isSilent({ ...silent, outstanding: 1 }, 1e9)).toBe(false);
  expect(isSilent({ ...silent, paused: true }, 1e9)).toBe(false);
  expect(isSilent({ ...silent, keepAliveMs: 0 }, 1e9)).toBe(false);
});

test('refusals of one device are one audit row in ten minutes, which counts the others', () => {
  const toRow = createRefusalAudit();
  const refusal = { deviceId: 'd', homeId: 'h', what: 'publish', topic: 'x'.repeat(1_000) } as const;
  expect(toRow(refusal, 0)).toMatchObject({
    action: 'mqtt.topic_refused',
    actor: 'device:d',
    detail: { unwritten: 0 },
  });
  for (let n = 0; n < 500; n++) expect(toRow(refusal, 1_000 + n)).toBeUndefined();
  const row = toRow(refusal, 600_000);
  expect(row?.detail).toMatchObject({ unwritten: 500 });
  expect(String(row?.detail?.topic)).toHaveLength(200);
});

test('an attack from ten thousand devices is sixty audit rows a minute', () => {
  const toRow = createRefusalAudit();
  let rows = 0;
  for (let n = 0; n < 10_000; n++) {
    if (toRow({ deviceId: `d${n}`, homeId: 'h', what: 'publish', topic: 't' }, 5)) rows += 1;
  }
  expect(rows).toBe(60);
});

test('errors of Redis that do not heal say what a person has to do', () => {
  expect(
    describeRedisError(new Error("OOM command not allowed when used memory > 'maxmemory'.")).needsPerson,
  ).toBe(true);
  expect(describeRedisError(new Error('MISCONF Errors writing to the AOF file')).needsPerson).toBe(true);
  expect(describeRedisError(new Error('LOADING Redis is loading the dataset in memory')).needsPerson).toBe(
    false,
  );
  expect(describeRedisError(new Error("Stream isn't writeable")).needsPerson).toBe(false);
});
