import { expect, test } from 'vitest';
import { matchCommands } from './match-commands.ts';

const commands = ['Silence the sound', 'Incidents', 'Appearance: light', '切换到下一条警情'].map((label) => ({
  id: label,
  label,
  run: () => undefined,
}));
const labels = (typed: string) => matchCommands(commands, typed).map(({ label }) => label);

test('commands are found by the beginning of a word first, then by what is within', () => {
  expect(labels('s')).toEqual(['Silence the sound', 'Incidents']);
  expect(labels('LIGHT')).toEqual(['Appearance: light']);
  expect(labels('警情')).toEqual(['切换到下一条警情']);
  expect(labels('1380000')).toEqual([]);
});

test('before anything is typed all of them are there, as they were', () => {
  expect(labels('  ')).toEqual(commands.map(({ label }) => label));
});
