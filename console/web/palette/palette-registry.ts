import { createContext } from 'react';

/** Something that can be done now: shown in the palette under the heading of its group. */
export interface PaletteAction {
  /** unique among all that are announced at the same time */
  id: string;
  /** in the reader's language */
  label: string;
  group: 'incident' | 'screen';
  /** the single-letter shortcut that does the same */
  shortcut?: string | undefined;
  run: () => void;
}

/** The place of one component among the others: it stays where it is, whatever is announced in it. */
export interface PaletteSlot {
  announce: (actions: readonly PaletteAction[]) => void;
  close: () => void;
}

export interface PaletteRegistry {
  slot: () => PaletteSlot;
  read: () => readonly PaletteAction[];
  /** @returns stops it */
  listen: (onChange: () => void) => () => void;
}

/** What the components that are on the screen say can be done, in the order in which they came. */
export function createPaletteRegistry(): PaletteRegistry {
  const announced = new Map<symbol, readonly PaletteAction[]>();
  const listeners = new Set<() => void>();
  let all: readonly PaletteAction[] = [];
  const changed = () => {
    all = [...announced.values()].flat();
    for (const listener of listeners) listener();
  };
  return {
    slot: () => {
      const key = Symbol();
      announced.set(key, []);
      return {
        announce: (actions) => {
          announced.set(key, actions);
          changed();
        },
        close: () => {
          announced.delete(key);
          changed();
        },
      };
    },
    read: () => all,
    listen: (onChange) => {
      listeners.add(onChange);
      return () => void listeners.delete(onChange);
    },
  };
}

export const PaletteContext = createContext<PaletteRegistry | undefined>(undefined);
