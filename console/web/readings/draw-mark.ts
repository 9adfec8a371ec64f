import type { ChartColours } from './chart-colours.ts';
import type { Span } from './spans-of.ts';

export interface MarkPlace {
  x1: number;
  x2: number;
  y: number;
  dpr: number;
  colours: ChartColours;
  /** doors as triangles; as strokes from farther away */
  triangles: boolean;
  /** the lower edge of all lanes */
  bottom: number;
}

/** One thing that happened, in its shape; a colour that is more than grey only for an alarm that was one. */
export function drawMark(
  ctx: CanvasRenderingContext2D,
  { kind, alarm }: Span,
  { x1, x2, y, dpr, colours, triangles, bottom }: MarkPlace,
): void {
  const r = 7 * dpr;
  ctx.beginPath();
  switch (kind) {
    case 'heard':
      return;
    case 'present':
      ctx.rect(x1, y - r, x2 - x1, 2 * r);
      ctx.strokeStyle = colours.mark;
      ctx.lineWidth = dpr;
      ctx.stroke();
      return;
    case 'motion':
      ctx.fillStyle = colours.mark;
      ctx.fillRect(x1, y - r, x2 - x1, 2 * r);
      return;
    case 'open':
      ctx.fillStyle = colours.strong;
      ctx.fillRect(x1, y - 1.5 * dpr, x2 - x1, 3 * dpr);
      return;
    case 'closed':
      if (triangles) {
        polygon(ctx, [x1, y + r], [x1 - r, y - r], [x1 + r, y - r]);
        ctx.fillStyle = colours.mark;
        ctx.fill();
        return;
      }
      ctx.fillStyle = colours.mark;
      ctx.fillRect(x1, y, Math.min(x2 - x1, 3 * dpr), r);
      return;
    case 'opened':
      if (triangles) {
        polygon(ctx, [x1, y - r], [x1 + r, y + r], [x1 - r, y + r]);
        ctx.fillStyle = colours.surface;
        ctx.fill();
        ctx.strokeStyle = colours.ink;
        ctx.lineWidth = 2 * dpr;
        ctx.stroke();
        return;
      }
      ctx.fillStyle = colours.ink;
      ctx.fillRect(x1, y - r, Math.min(x2 - x1, 3 * dpr), r);
      return;
    case 'alarm': {
      const grave = alarm !== undefined && alarm.priority < 3 && !alarm.test;
      if (grave) {
        ctx.setLineDash([2 * dpr, 4 * dpr]);
        ctx.moveTo(x1, y);
        ctx.lineTo(x1, bottom);
        ctx.strokeStyle = colours.life;
        ctx.lineWidth = dpr;
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.beginPath();
      }
      polygon(ctx, [x1, y - 1.4 * r], [x1 + 1.4 * r, y], [x1, y + 1.4 * r], [x1 - 1.4 * r, y]);
      ctx.fillStyle = grave ? colours.life : colours.surface;
      ctx.fill();
      ctx.strokeStyle = grave ? colours.surface : colours.ink;
      ctx.lineWidth = (grave ? 1 : 1.5) * dpr;
      ctx.stroke();
    }
  }
}

function polygon(ctx: CanvasRenderingContext2D, ...points: [number, number][]): void {
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
}
