import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/react-virtual';
import { useLayoutEffect, useReducer, useState } from 'react';

type Given = 'observeElementRect' | 'observeElementOffset' | 'scrollToFn' | 'onChange';
export type RowsOptions = Omit<VirtualizerOptions<HTMLElement, HTMLElement>, Given>;

/** Which rows of a long list are in sight, and where. What it returns changes with every scroll: use it at once. */
export function useRows(options: RowsOptions) {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const resolved: VirtualizerOptions<HTMLElement, HTMLElement> = {
    ...options,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: draw,
  };
  const [rows] = useState(() => new Virtualizer(resolved));
  rows.setOptions(resolved);
  useLayoutEffect(() => rows._didMount(), [rows]);
  useLayoutEffect(() => {
    rows._willUpdate();
  });
  return rows;
}
