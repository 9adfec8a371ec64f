import type { Mark } from './group-marks.ts';
import { SIGN_SHAPES } from './sign-shapes.ts';

/** What marks and lines are drawn with: a canvas knows no CSS variables. */
export interface Pen {
  context: CanvasRenderingContext2D;
  /** a variable of tokens.css as it is now */
  token: (name: string) => string;
  face: string;
}

/** Half the side of a sign, pixels. */
export const SIGN_RADIUS = 12;
const GROUP_HEIGHT = 28;
const LABEL_WIDTH = 72;
const LABEL_HEIGHT = 24;

/** A line of the grid: where it lies in pixels, and its degrees. */
export interface GridLine {
  at: number;
  degrees: number;
}

/** Meridians and parallels with their degrees, so that a place can be read without any tiles. */
export function drawGrid(
  { context, token, face }: Pen,
  {
    width,
    height,
    meridians,
    parallels,
  }: {
    width: number;
    height: number;
    meridians: readonly GridLine[];
    parallels: readonly GridLine[];
  },
): void {
  context.strokeStyle = token('--line');
  context.lineWidth = 1;
  context.beginPath();
  for (const { at } of meridians) {
    context.moveTo(Math.round(at) + 0.5, 0);
    context.lineTo(Math.round(at) + 0.5, height);
  }
  for (const { at } of parallels) {
    context.moveTo(0, Math.round(at) + 0.5);
    context.lineTo(width, Math.round(at) + 0.5);
  }
  context.stroke();
  context.fillStyle = token('--ink-dim');
  context.font = `12px ${face}`;
  context.textBaseline = 'bottom';
  context.textAlign = 'left';
  let free = 0;
  for (const { at, degrees } of meridians) {
    // Where lines are close, not every one has room for its number.
    if (at < free) continue;
    context.fillText(`${degrees}°`, at + 4, height - 6);
    free = at + LABEL_WIDTH;
  }
  // On the right, for the buttons to zoom lie on the left; and not on top of the numbers below.
  context.textAlign = 'right';
  for (const { at, degrees } of parallels) {
    if (at < height - LABEL_HEIGHT) context.fillText(`${degrees}°`, width - 4, at - 3);
  }
}

/** One home as its sign; several as their gravest sign, with how many of them have it. */
export function drawMark(pen: Pen, { x, y, sign, gravest, ids }: Mark): void {
  if (ids.length === 1) return drawSign(pen, sign, x - SIGN_RADIUS, y - SIGN_RADIUS);
  const { context, token, face } = pen;
  const number = gravest === ids.length ? String(gravest) : `${gravest}/${ids.length}`;
  context.font = `600 14px ${face}`;
  const width = context.measureText(number).width + 24 + 14;
  context.fillStyle = token('--raised');
  context.strokeStyle = token('--line-strong');
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(x - width / 2, y - GROUP_HEIGHT / 2, width, GROUP_HEIGHT, GROUP_HEIGHT / 2);
  context.fill();
  context.stroke();
  drawSign(pen, sign, x - width / 2 + 3, y - SIGN_RADIUS);
  context.fillStyle = token('--ink');
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(number, x - width / 2 + 29, y + 1);
}

/** A ring around the home that the list points at. */
export function drawRing({ context, token }: Pen, x: number, y: number): void {
  context.strokeStyle = token('--focus');
  context.lineWidth = 3;
  context.beginPath();
  context.arc(x, y, SIGN_RADIUS + 6, 0, 2 * Math.PI);
  context.stroke();
}

function drawSign({ context, token }: Pen, sign: Mark['sign'], left: number, top: number): void {
  const { body, fill, stroke, lines, lineColour } = SIGN_SHAPES[sign];
  context.save();
  context.translate(left, top);
  const outline = new Path2D(body);
  context.fillStyle = token(fill);
  context.fill(outline);
  context.lineWidth = 1.75;
  context.strokeStyle = token(stroke);
  context.stroke(outline);
  if (lines !== undefined) {
    context.lineWidth = 2.5;
    context.lineCap = 'round';
    context.strokeStyle = token(lineColour ?? stroke);
    context.stroke(new Path2D(lines));
  }
  context.restore();
}
