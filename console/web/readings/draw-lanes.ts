import type uPlot from 'uplot';
import type { ChartColours } from './chart-colours.ts';
import { drawMark } from './draw-mark.ts';
import type { Lane } from './lanes-of.ts';
import type { View } from './move-view.ts';
import { isOn } from './read-at.ts';
import type { Silence } from './silences-of.ts';
import type { MarkKind, Span } from './spans-of.ts';

export interface DrawLanesOptions {
  u: uPlot;
  lanes: readonly Lane[];
  spans: readonly Span[];
  silences: ReadonlyMap<string, readonly Silence[]>;
  label: (lane: Lane) => string;
  colours: ChartColours;
  narrow: boolean;
}

/** What matters more is drawn later, over the rest. */
const LAYERS: readonly MarkKind[] = ['present', 'motion', 'open', 'closed', 'opened', 'alarm'];
/** Seen from farther away than this, doors are strokes: triangles would lie on each other. */
const TRIANGLES_MS = 26 * 3_600_000;

/** Behind everything: the nights of the home. */
export function drawNights(u: uPlot, nights: readonly View[], colours: ChartColours): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.fillStyle = colours.night;
  for (const { from, to } of nights) {
    const x1 = Math.max(u.valToPos(from, 'x', true), bbox.left);
    const x2 = Math.min(u.valToPos(to, 'x', true), bbox.left + bbox.width);
    if (x2 > x1) ctx.fillRect(x1, bbox.top, x2 - x1, bbox.height);
  }
  ctx.restore();
}

/** Draws the lanes' names, when nothing was heard, and everything that happened, in the shapes of MarkLegend. */
export function drawLanes({ u, lanes, spans, silences, label, colours, narrow }: DrawLanesOptions): void {
  const { ctx, bbox } = u;
  const dpr = devicePixelRatio;
  const { min = 0, max = 0 } = u.scales['x'] ?? {};
  const laneY = (row: number) => u.valToPos(lanes.length - row - 0.5, 'y', true);
  const x = (at: number) => u.valToPos(at, 'x', true);
  const hatch = hatching(ctx, colours.strong, dpr);
  ctx.save();
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.font = `${(narrow ? 12 : 14) * dpr}px ${colours.face}`;
  ctx.fillStyle = colours.ink;
  lanes.forEach((lane, row) => {
    ctx.fillText(fit(ctx, label(lane), bbox.left - 12 * dpr), bbox.left - 8 * dpr, laneY(row));
  });
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  lanes.forEach((lane, row) => {
    for (const { from, to } of silences.get(lane.key) ?? []) {
      if (to < min || from > max) continue;
      ctx.fillStyle = hatch;
      ctx.fillRect(x(from), laneY(row) - 6 * dpr, x(to) - x(from), 12 * dpr);
    }
  });
  const rowsOf = new Map<string, number[]>();
  const rowsFor = (span: Span): number[] => {
    const key = span.kind === 'alarm' ? 'alarm' : span.deviceId;
    const known = rowsOf.get(key);
    if (known) return known;
    const rows = lanes.flatMap((lane, row) => (isOn(lane, span) ? [row] : []));
    rowsOf.set(key, rows);
    return rows;
  };
  const visible = spans.filter(({ from, to }) => to >= min && from <= max);
  const triangles = max - min <= TRIANGLES_MS;
  for (const layer of LAYERS) {
    for (const span of visible) {
      if (span.kind !== layer) continue;
      for (const row of rowsFor(span)) {
        const x1 = x(span.from);
        const x2 = Math.max(x(span.to), x1 + 2 * dpr);
        drawMark(ctx, span, {
          x1,
          x2,
          y: laneY(row),
          dpr,
          colours,
          triangles,
          bottom: bbox.top + bbox.height,
        });
      }
    }
  }
  ctx.restore();
}

/** Stripes: what nobody knows looks like nothing else. */
function hatching(ctx: CanvasRenderingContext2D, colour: string, dpr: number): CanvasPattern | string {
  const size = Math.round(7 * dpr);
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (!pen) return colour;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.25 * dpr;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  return ctx.createPattern(tile, 'repeat') ?? colour;
}

function fit(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && ctx.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}
