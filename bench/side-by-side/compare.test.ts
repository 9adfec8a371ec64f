import { expect, test } from 'vitest';
import { compare } from './compare.ts';

function contestants(names: readonly string[], turns: string[]) {
  return names.map((name) => ({
    name,
    does: 'nothing',
    versions: {},
    measure: async (round: number) => {
      turns.push(name);
      return { 'messages/s': round + 1 };
    },
  }));
}

test('they take turns, and every round begins with another one', async () => {
  const turns: string[] = [];
  await compare({ title: 'speed', contestants: contestants(['A', 'B', 'C'], turns), rounds: 3 });
  expect(turns.join('')).toBe('ABCBCACAB');
});

test('each one keeps its own figures, in the order of the rounds', async () => {
  const { contestants: measured } = await compare({
    title: 'speed',
    contestants: contestants(['A', 'B'], []),
    rounds: 2,
  });
  expect(measured.map(({ rounds }) => rounds)).toEqual([
    [{ 'messages/s': 1 }, { 'messages/s': 2 }],
    [{ 'messages/s': 1 }, { 'messages/s': 2 }],
  ]);
});

test('nothing is asked against somebody who does not take part', async () => {
  const { aims } = await compare({
    title: 'speed',
    contestants: contestants(['A', 'B'], []),
    rounds: 1,
    aims: [
      { figure: 'messages/s', of: 'A', to: 'B', atLeast: 1 },
      { figure: 'messages/s', of: 'A', to: 'C', atLeast: 1 },
      { figure: 'messages/s', of: 'A', atLeast: 1 },
    ],
  });
  expect(aims.map(({ to }) => to)).toEqual(['B', undefined]);
});
