import { useContext, useEffect, useRef } from 'react';
import { PaletteContext, type PaletteAction, type PaletteSlot } from './palette-registry.ts';

/**
 * Announces what can be done here, for the palette (Ctrl+K), as long as the component is there:
 *
 *     usePaletteActions([{ id: 'acknowledge', group: 'incident', label: t('action.acknowledge'), run: acknowledge }]);
 *
 * Only what would be done now: what is not allowed is left out, or the palette offers what it cannot do.
 */
export function usePaletteActions(actions: readonly PaletteAction[]): void {
  const registry = useContext(PaletteContext);
  const slot = useRef<PaletteSlot>(undefined);
  useEffect(() => {
    const mine = registry?.slot();
    slot.current = mine;
    return () => mine?.close();
  }, [registry]);
  // Every render has new functions; the palette must never run those of an incident that was open before.
  useEffect(() => {
    slot.current?.announce(actions);
  });
}
