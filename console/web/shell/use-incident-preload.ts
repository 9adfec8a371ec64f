import { useEffect } from 'react';

/** Loads the incident page, its chart and the palette while it is quiet: not at the moment someone presses. */
export function useIncidentPreload(): void {
  useEffect(() => {
    const timer = window.setTimeout(() => {
      // A chunk that does not load now is asked for again when it is needed.
      Promise.all([
        import('../incident/incident-page.tsx'),
        import('../readings/timeline-chart.tsx'),
        import('../palette/palette.tsx'),
      ]).catch(() => undefined);
    }, 1_000);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
}
