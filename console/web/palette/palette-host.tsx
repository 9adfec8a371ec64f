import { Suspense, useCallback, useState, type ReactNode } from 'react';
import { lazyDialog } from '../shell/lazy-dialog.ts';
import { createPaletteRegistry, PaletteContext } from './palette-registry.ts';
import { OpenPaletteContext } from './open-palette-context.ts';
import { usePaletteKeys } from './use-palette-keys.ts';

// Not part of the first load: it is fetched while nobody waits for it (use-quiet-preload.ts), or when it is opened.
const Palette = lazyDialog(async () => (await import('./palette.tsx')).Palette);

/** Gives the page below a palette: Ctrl+K, `/`, and `OpenPaletteContext` for whoever has a button. */
export function PaletteHost({ children }: { children: ReactNode }) {
  const [registry] = useState(createPaletteRegistry);
  const [opened, setOpened] = useState(false);
  const open = useCallback(() => {
    setOpened(true);
  }, []);
  const close = useCallback(() => {
    setOpened(false);
  }, []);
  usePaletteKeys(open);
  return (
    <PaletteContext value={registry}>
      <OpenPaletteContext value={open}>{children}</OpenPaletteContext>
      {opened && (
        <Suspense fallback={null}>
          <Palette registry={registry} onClose={close} />
        </Suspense>
      )}
    </PaletteContext>
  );
}
