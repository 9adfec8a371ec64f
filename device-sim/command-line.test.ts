import { expect, test } from 'vitest';
import { commandLine, unknownOption } from './command-line.ts';

test.each([
  [
    ['--replay', 'a.csv', '--speed', '0'],
    ['replay', 'a.csv', '--speed', '0'],
  ],
  [
    ['--speed', '10', '--replay=a.csv', '--verify'],
    ['replay', 'a.csv', '--speed', '10', '--verify'],
  ],
  [
    ['--scenario', 'press', '--home', 'x'],
    ['scenario', 'press', '--home', 'x'],
  ],
  [
    ['fleet', '--homes', '3'],
    ['fleet', '--homes', '3'],
  ],
  [
    ['replay', 'a.csv'],
    ['replay', 'a.csv'],
  ],
  [[], []],
])('%j is understood as %j', (said, meant) => {
  expect(commandLine(said)).toEqual(meant);
});

test('an option that a command does not know is found, not overlooked', () => {
  expect(unknownOption(['a.csv', '--spede=10'], ['speed'])).toBe('spede');
  expect(unknownOption(['a.csv', '--speed', '10', '--help'], ['speed'])).toBeUndefined();
});
