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
 * @param show told of the plot when it is made and whenever `show` itself changes: what moves without a new plot
 */
export function useUplot(make: MakePlot, show?: (plot: uPlot) => void): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const current = useRef<uPlot>(undefined);
  const latestShow = useRef(show);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    latestShow.current = show;
    if (current.current) show?.(current.current);
  }, [show]);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let width = 0;
    const draw = () => {
      if (element.clientWidth === width || element.clientWidth === 0) return;
      width = element.clientWidth;
      current.current?.destroy();
      const { options, data } = make(width, chartColours(element));
      current.current = new uPlot(options, data, element);
      latestShow.current?.(current.current);
    };
    const resize = new ResizeObserver(draw);
    resize.observe(element);
    return () => {
      resize.disconnect();
      current.current?.destroy();
      current.current = undefined;
    };
  }, [make, scheme]);
  return host;
}
