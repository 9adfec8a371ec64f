import { expect, test } from 'vitest';
import { comparisonTable, judge } from './comparison-table.ts';
import type { Comparison } from './comparison.ts';

const comparison: Comparison = {
  title: 'Speed',
  contestants: [
    {
      name: 'Anju',
      does: 'stores it.',
      versions: {},
      rounds: [
        { 'messages/s': 61_234, 'Redis µs': 0.61 },
        { 'messages/s': 60_000, 'Redis µs': 0.7 },
      ],
    },
    {
      name: 'Peer',
      does: 'forgets it.',
      versions: {},
      rounds: [{ 'messages/s': 50_000 }, { 'messages/s': 40_000 }],
    },
  ],
  aims: [
    { figure: 'messages/s', of: 'Anju', to: 'Peer', atLeast: 1.3 },
    { figure: 'messages/s', of: 'Anju', atLeast: 100_000 },
  ],
};

test('a row per figure with median, least and most; who does not have the figure has a dash and not a zero', () => {
  const lines = comparisonTable(comparison).split('\n');
  expect(lines).toContain('|  | Anju | Peer |');
  expect(lines).toContain('| messages/s | 60,600 (60,000–61,200) | 45,000 (40,000–50,000) |');
  expect(lines).toContain('| Redis µs | 0.655 (0.61–0.7) | – |');
});

test('what was asked stands beside what was measured, reached or not', () => {
  const lines = comparisonTable(comparison).split('\n');
  expect(lines).toContain('| messages/s: Anju ÷ Peer | ≥ 1.3 | 1.36 (1.22–1.5) | reached |');
  expect(lines).toContain('| messages/s: Anju | ≥ 100,000 | 60,600 (60,000–61,200) | not reached |');
});

test('under the table stands what each one does with what it is sent', () => {
  expect(comparisonTable(comparison)).toContain('- **Peer** forgets it.');
});

test('an aim that nobody has a figure for is not reached', () => {
  expect(judge({ figure: 'nobody measured this', of: 'Anju', atMost: 5 }, comparison).reached).toBe(false);
});

test('an aim with a ceiling is missed by more', () => {
  const aim = { figure: 'Redis µs', of: 'Anju' };
  expect(judge({ ...aim, atMost: 0.66 }, comparison).reached).toBe(true);
  expect(judge({ ...aim, atMost: 0.65 }, comparison).reached).toBe(false);
});
