import { expect, test } from 'vitest';
import { mergeViewers, type Screen } from './merge-viewers.ts';

const screen = (userId: string, since: number, more: Partial<Screen> = {}): Screen => ({
  userId,
  name: userId.toUpperCase(),
  since,
  until: 1_000,
  ...more,
});
const at = (ms: number) => new Date(ms).toISOString();

test('who came first is first, and two screens of one person are one viewer since the earlier', () => {
  expect(mergeViewers([screen('li', 30), screen('wang', 20), screen('li', 10)], 100)).toEqual([
    { userId: 'li', name: 'LI', since: at(10) },
    { userId: 'wang', name: 'WANG', since: at(20) },
  ]);
});

test('what any screen of a person does is what they do', () => {
  const [viewer] = mergeViewers(
    [screen('li', 10), screen('li', 20, { acting: 'calling' }), screen('li', 5)],
    100,
  );
  expect(viewer).toEqual({ userId: 'li', name: 'LI', since: at(5), acting: 'calling' });
});

test('a screen that nobody has renewed is not there any more', () => {
  expect(mergeViewers([screen('li', 10, { until: 100 }), screen('wang', 20, { until: 101 })], 100)).toEqual([
    { userId: 'wang', name: 'WANG', since: at(20) },
  ]);
});
