import { useSyncExternalStore } from 'react';

/** Where the home stands: beside the incident, behind a tab, or below it. The same widths as in incident-panel.module.css. */
export type PanelLayout = 'beside' | 'tab' | 'below';

const WIDE = window.matchMedia('(min-width: 100rem)');
const PHONE = window.matchMedia('(max-width: 48rem)');

export function usePanelLayout(): PanelLayout {
  return useSyncExternalStore(subscribe, read);
}

function read(): PanelLayout {
  if (WIDE.matches) return 'beside';
  return PHONE.matches ? 'below' : 'tab';
}

function subscribe(listener: () => void): () => void {
  WIDE.addEventListener('change', listener);
  PHONE.addEventListener('change', listener);
  return () => {
    WIDE.removeEventListener('change', listener);
    PHONE.removeEventListener('change', listener);
  };
}
