import { useEffect } from 'react';
import { preloadLanguages } from '../i18n/start-i18n.ts';

/**
 * Loads the incident page, its chart, the palette, the keys and the other language while it is quiet: not at the moment
 * someone presses, or when the line is gone.
 */
export function useQuietPreload(): void {
  useEffect(() => {
    const timer = window.setTimeout(() => {
      // A chunk that does not load now is asked for again when it is needed.
      Promise.all([
        import('../incident/incident-page.tsx'),
        import('../readings/timeline-chart.tsx'),
        import('../palette/palette.tsx'),
        import('../keyboard/help-dialog.tsx'),
        preloadLanguages(),
      ]).catch(() => undefined);
    }, 1_000);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
}
