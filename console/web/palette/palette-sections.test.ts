import { expect, test } from 'vitest';
import type { SearchHit } from '../../../contracts/search.ts';
import { sectionsOf } from './palette-sections.ts';

const command = (id: string) => ({ id, label: id, run: () => undefined });
const hit = (kind: SearchHit['kind'], id: string): SearchHit => ({ kind, id, match: 'exact', title: id });
const commands = {
  incidentActions: [command('acknowledge')],
  pages: ['queue', 'homes', 'handover', 'audit'].map(command),
  screen: [command('light')],
};
const shape = (sections: ReturnType<typeof sectionsOf>) =>
  sections.map(({ name, items }) => `${name} ${items.length}`);

test('before anything is typed it lists what can be done and every page', () => {
  const sections = sectionsOf({ commands, hits: [], typed: false });
  expect(shape(sections)).toEqual(['incidentActions 1', 'pages 4', 'screen 1']);
});

test('what was found stands before the pages, the kind of the best hit first, and each of them once', () => {
  const hits = [hit('resident', 'r1'), hit('home', 'h1'), hit('resident', 'r2')];
  const sections = sectionsOf({ commands, hits, typed: true });
  expect(shape(sections)).toEqual(['incidentActions 1', 'resident 2', 'home 1', 'pages 3', 'screen 1']);
  const keys = sections.flatMap(({ items }) => items.map(({ key }) => key));
  expect(new Set(keys).size).toBe(keys.length);
});

test('a section without anything in it is not there', () => {
  const none = { incidentActions: [], pages: [], screen: [] };
  expect(sectionsOf({ commands: none, hits: [], typed: true })).toEqual([]);
});
