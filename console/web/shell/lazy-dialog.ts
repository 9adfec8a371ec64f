import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { NotLoaded } from './not-loaded.tsx';

/** A dialog that is fetched when it is first opened. Where it does not come, NotLoaded says so in its place. */
export function lazyDialog<P extends { opened?: boolean; onClose: () => void }>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy<ComponentType<P>>(() =>
    load().then(
      (dialog) => ({ default: dialog }),
      () => ({ default: NotLoaded }),
    ),
  );
}
