import { useEffect, useRef, type RefObject } from 'react';
import { panView, zoomView, type View } from './move-view.ts';

export interface ViewGesturesOptions {
  host: RefObject<HTMLElement | null>;
  view: View;
  bounds: View;
  /** CSS pixels left and right of the drawing: names, and what the last label needs */
  margins: () => { left: number; right: number };
  onView: (view: View | undefined) => void;
}

/**
 * Wheel, touch and keys on a chart. The wheel scrolls the page until the chart has been clicked (or with Ctrl): nobody
 * loses their place by scrolling past. One finger moves, two fingers zoom.
 */
export function useViewGestures({ host, view, bounds, margins, onView }: ViewGesturesOptions): void {
  const latest = useRef({ view, bounds, margins, onView });
  useEffect(() => {
    latest.current = { view, bounds, margins, onView };
  });
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const aborter = new AbortController();
    const { signal } = aborter;
    const fingers = new Map<number, number>();
    const set = (next: View) => {
      latest.current.view = next;
      latest.current.onView(next);
    };
    const inner = () => {
      const { left, right } = latest.current.margins();
      const box = element.getBoundingClientRect();
      return { left: box.left + left, width: Math.max(box.width - left - right, 1) };
    };
    const timeAt = (clientX: number) => {
      const { left, width } = inner();
      const { from, to } = latest.current.view;
      return from + (Math.min(Math.max(clientX - left, 0), width) / width) * (to - from);
    };

    element.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !element.contains(document.activeElement)) return;
        event.preventDefault();
        const { view: now, bounds: all } = latest.current;
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          set(panView(now, all, (event.deltaX || event.deltaY) / inner().width));
        } else set(zoomView(now, all, Math.exp(event.deltaY / 400), timeAt(event.clientX)));
      },
      { passive: false, signal },
    );
    element.addEventListener(
      'pointerdown',
      (event) => {
        if (event.pointerType === 'touch') fingers.set(event.pointerId, event.clientX);
      },
      { signal },
    );
    element.addEventListener(
      'pointermove',
      (event) => {
        const before = fingers.get(event.pointerId);
        if (before === undefined) return;
        const { view: now, bounds: all } = latest.current;
        const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
        fingers.set(event.pointerId, event.clientX);
        if (other === undefined) {
          set(panView(now, all, (before - event.clientX) / inner().width));
          return;
        }
        const factor = Math.max(Math.abs(before - other), 8) / Math.max(Math.abs(event.clientX - other), 8);
        set(zoomView(now, all, factor, timeAt((event.clientX + other) / 2)));
      },
      { signal },
    );
    for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
      element.addEventListener(end, (event) => void fingers.delete(event.pointerId), { signal });
    }
    element.addEventListener(
      'keydown',
      (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        const { view: now, bounds: all, onView: tell } = latest.current;
        if (event.key === '+' || event.key === '=') set(zoomView(now, all, 0.5));
        else if (event.key === '-') set(zoomView(now, all, 2));
        else if (event.key === 'ArrowLeft') set(panView(now, all, -0.1));
        else if (event.key === 'ArrowRight') set(panView(now, all, 0.1));
        else if (event.key === 'Home' || event.key === '0') tell(undefined);
        else return;
        event.preventDefault();
        // Digits and arrows mean something to the pages too.
        event.stopPropagation();
      },
      { signal },
    );
    return () => {
      aborter.abort();
    };
  }, [host]);
}
