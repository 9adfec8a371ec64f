import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, type RefObject } from 'react';
import uPlot from 'uplot';
import { chartColours, type ChartColours } from './chart-colours.ts';

export type MakePlot = (
  width: number,
  colours: ChartColours,
) => { options: uPlot.Options; data: uPlot.AlignedData };

/**
 * Keeps a uPlot in an element: made anew when what it shows, its width or the colour scheme changes.
 * @param make the same function as long as nothing changes (useCallback)
 */
export function useUplot(make: MakePlot): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let plot: uPlot | undefined;
    let width = 0;
    const draw = () => {
      if (element.clientWidth === width || element.clientWidth === 0) return;
      width = element.clientWidth;
      plot?.destroy();
      const { options, data } = make(width, chartColours(element));
      plot = new uPlot(options, data, element);
    };
    const resize = new ResizeObserver(draw);
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot?.destroy();
    };
  }, [make, scheme]);
  return host;
}
