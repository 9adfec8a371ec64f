import { useEffect } from 'react';
import { isWriting } from '../keyboard/is-writing.ts';
import { shortcutsEnabled } from '../keyboard/shortcuts-enabled.ts';

/** Ctrl+K everywhere, `/` where nobody writes. Elsewhere than there the keys are the browser's. */
export function usePaletteKeys(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing || event.altKey) return;
      const withCtrl = event.ctrlKey || event.metaKey;
      const byCtrl = withCtrl && !event.shiftKey && event.key.toLowerCase() === 'k';
      const bySlash = !withCtrl && event.key === '/' && shortcutsEnabled() && !isWriting(event.target);
      if (!byCtrl && !bySlash) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [open]);
}
