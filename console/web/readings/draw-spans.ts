import type uPlot from 'uplot';
import type { ChartColours } from './chart-colours.ts';
import type { MarkKind, Span } from './spans-of.ts';

export interface DrawSpansOptions {
  u: uPlot;
  rows: readonly string[];
  spans: readonly Span[];
  label: (deviceId: string) => string;
  colours: ChartColours;
  narrow: boolean;
}

/** What matters more is drawn later, over the rest. */
const LAYERS: readonly MarkKind[] = ['heard', 'motion', 'closed', 'opened', 'alarm'];

/** Draws the rows' names and everything that happened, in the shapes of MarkLegend. */
export function drawSpans({ u, rows, spans, label, colours, narrow }: DrawSpansOptions): void {
  const { ctx } = u;
  const dpr = devicePixelRatio;
  ctx.save();
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.font = `${(narrow ? 12 : 14) * dpr}px ${colours.face}`;
  ctx.fillStyle = colours.ink;
  const rowY = (row: number) => u.valToPos(rows.length - row - 0.5, 'y', true);
  rows.forEach((id, row) => {
    ctx.fillText(fit(ctx, label(id), u.bbox.left - 12 * dpr), u.bbox.left - 8 * dpr, rowY(row));
  });
  for (const layer of LAYERS) {
    for (const span of spans) {
      const row = rows.indexOf(span.deviceId);
      if (span.kind !== layer || row < 0) continue;
      const x1 = u.valToPos(span.from, 'x', true);
      const x2 = Math.max(u.valToPos(span.to, 'x', true), x1 + 3 * dpr);
      drawMark(ctx, layer, { x1, x2, y: rowY(row), dpr, colours });
    }
  }
  ctx.restore();
}

interface Place {
  x1: number;
  x2: number;
  y: number;
  dpr: number;
  colours: ChartColours;
}

function drawMark(ctx: CanvasRenderingContext2D, kind: MarkKind, { x1, x2, y, dpr, colours }: Place): void {
  const r = 7 * dpr;
  ctx.beginPath();
  switch (kind) {
    case 'heard':
      ctx.fillStyle = colours.line;
      ctx.fillRect(x1, y - dpr, x2 - x1, 2 * dpr);
      return;
    case 'motion':
      ctx.fillStyle = colours.mark;
      ctx.fillRect(x1, y - r, x2 - x1, 2 * r);
      return;
    case 'closed':
      polygon(ctx, [x1, y + r], [x1 - r, y - r], [x1 + r, y - r]);
      ctx.fillStyle = colours.mark;
      ctx.fill();
      return;
    case 'opened':
      polygon(ctx, [x1, y - r], [x1 + r, y + r], [x1 - r, y + r]);
      ctx.fillStyle = colours.surface;
      ctx.fill();
      ctx.strokeStyle = colours.ink;
      ctx.lineWidth = 2 * dpr;
      ctx.stroke();
      return;
    case 'alarm':
      polygon(ctx, [x1, y - 1.5 * r], [x1 + 1.5 * r, y], [x1, y + 1.5 * r], [x1 - 1.5 * r, y]);
      ctx.fillStyle = colours.life;
      ctx.fill();
      ctx.strokeStyle = colours.surface;
      ctx.lineWidth = dpr;
      ctx.stroke();
  }
}

function polygon(ctx: CanvasRenderingContext2D, ...points: [number, number][]): void {
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
}

function fit(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && ctx.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}
