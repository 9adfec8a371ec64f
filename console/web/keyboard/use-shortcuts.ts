import { useEffect, useRef } from 'react';
import { isWriting } from './is-writing.ts';
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
        shiftKey: event.shiftKey,
        repeat: event.repeat,
        isComposing: event.isComposing,
        inField: isWriting(event.target),
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
