import { useEffect, useRef } from 'react';
import { shortcutsEnabled } from './shortcuts-enabled.ts';
import { shortcutOf, type Shortcut } from './shortcut-of.ts';

export type ShortcutActions = Partial<Record<Shortcut, () => void>>;

/** Listens for single-letter shortcuts as long as the component is there. */
export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !shortcutsEnabled()) return;
      const shortcut = shortcutOf({
        key: event.key,
        ctrlKey: event.ctrlKey,
        altKey: event.altKey,
        metaKey: event.metaKey,
        repeat: event.repeat,
        isComposing: event.isComposing,
        inField: inField(event.target),
      });
      const action = shortcut && latest.current[shortcut];
      if (!action) return;
      // The letter must not land in the field that the action opens.
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}

/** Whether the focus is where people write or choose: no single key fires there. */
export function inField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;
}
