import type { SearchHit, SearchKind } from '../../../contracts/search.ts';
import type { Command } from './match-commands.ts';

export type Item = { kind: 'command'; command: Command } | { kind: 'hit'; hit: SearchHit };

export type SectionName = 'incidentActions' | 'pages' | 'screen' | SearchKind;
export interface Section {
  name: SectionName;
  items: { key: string; item: Item }[];
}

/** At most so many commands of a section beside what was found: who types a name wants the person. */
const COMMANDS_BESIDE_HITS = 3;

/**
 * What the palette lists, in this order: what can be done about the open incident, then, once something is typed,
 * what was found (the kind of the best hit first), then pages and the screen's own settings.
 */
export function sectionsOf({
  commands,
  hits,
  typed,
}: {
  commands: Record<'incidentActions' | 'pages' | 'screen', readonly Command[]>;
  hits: readonly SearchHit[];
  typed: boolean;
}): Section[] {
  const most = typed && hits.length > 0 ? COMMANDS_BESIDE_HITS : Infinity;
  const ofCommands = (name: keyof typeof commands): Section => ({
    name,
    items: commands[name].slice(0, most).map((command) => ({
      key: `${name}-${command.id}`,
      item: { kind: 'command', command },
    })),
  });
  const kinds = [...new Set(hits.map(({ kind }) => kind))];
  const found = kinds.map((kind): Section => ({
    name: kind,
    items: hits
      .filter((hit) => hit.kind === kind)
      .map((hit) => ({ key: `${kind}-${hit.id}`, item: { kind: 'hit', hit } })),
  }));
  const sections = [ofCommands('incidentActions'), ...found, ofCommands('pages'), ofCommands('screen')];
  return sections.filter(({ items }) => items.length > 0);
}
