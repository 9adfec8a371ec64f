import { expect, test } from 'vitest';
import { nameBroken, type PartLook, type WatchedPart } from './name-broken.ts';

const named = (looks: Partial<Record<WatchedPart, PartLook>>) =>
  nameBroken(new Map(Object.entries(looks) as [WatchedPart, PartLook][]));

test('who does not answer is named, not who waits for it', () => {
  expect(named({ redis: 'unreachable', broker: 'not_ready', console: 'not_ready' })).toEqual(['redis']);
});

test('who answers and is not ready is named when everybody answers; the console speaks for others', () => {
  expect(named({ broker: 'ok', ingest: 'not_ready', console: 'not_ready' })).toEqual(['ingest']);
  expect(named({ broker: 'ok', console: 'not_ready' })).toEqual(['console']);
});

test('nobody is named while all is well', () => {
  expect(named({ broker: 'ok', redis: 'ok' })).toEqual([]);
});
