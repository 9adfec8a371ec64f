export interface ChartLine {
  name: string;
  color: string;
  /** one for each x; undefined breaks the line */
  values: readonly (number | undefined)[];
}

export interface Tick {
  at: number;
  label: string;
}

export interface ChartOptions {
  title: string;
  /** one sentence on how to read it */
  note?: string;
  x: readonly number[];
  xTicks: readonly Tick[];
  xTitle: string;
  yTitle: string;
  lines: readonly ChartLine[];
  /** powers of ten on the y axis; what is 0 is drawn at its foot */
  log?: boolean;
  /** stretches of x that are set back, with their name */
  bands?: readonly { from: number; to: number; label: string }[];
}

const WIDTH = 760;
const HEIGHT = 230;
const LEFT = 64;
const RIGHT = 16;
const TOP = 14;
const BOTTOM = 38;

/** A line chart as SVG text, to stand in an HTML page: no script, no style from outside, nothing to load. Pure. */
export function lineChart(options: ChartOptions): string {
  const { title, note, x, xTicks, xTitle, yTitle, lines, log = false, bands = [] } = options;
  const values = lines.flatMap((line) => line.values.filter((value) => value !== undefined));
  const y = log ? logScale(values) : linearScale(values);
  const from = x[0] ?? 0;
  const to = Math.max(from + 1e-9, x.at(-1) ?? 1);
  const right = WIDTH - RIGHT;
  const foot = HEIGHT - BOTTOM;
  const px = (value: number): number => LEFT + ((value - from) / (to - from)) * (right - LEFT);
  const py = (value: number): number => foot - y.part(value) * (foot - TOP);

  const drawn = [
    ...bands.map(
      (band) =>
        `<rect x="${round(px(band.from))}" y="${TOP}" width="${round(Math.max(0, px(band.to) - px(band.from)))}" height="${foot - TOP}" class="band"><title>${escapeHtml(band.label)}</title></rect>`,
    ),
    ...y.ticks.map(
      ({ at, label }) =>
        `<line x1="${LEFT}" x2="${right}" y1="${round(py(at))}" y2="${round(py(at))}" class="grid"/>` +
        `<text x="${LEFT - 8}" y="${round(py(at) + 4)}" text-anchor="end">${label}</text>`,
    ),
    ...xTicks
      .filter(({ at }) => at >= from && at <= to)
      .map(
        ({ at, label }) =>
          `<text x="${round(px(at))}" y="${foot + 18}" text-anchor="${px(at) > right - 20 ? 'end' : 'middle'}">${escapeHtml(label)}</text>`,
      ),
    `<text x="${right}" y="${HEIGHT - 4}" text-anchor="end" class="axis">${escapeHtml(xTitle)}</text>`,
    ...lines.map(
      ({ name, color, values: points }) =>
        `<path d="${path(points, x, px, py)}" fill="none" stroke="${color}" stroke-width="1.6" stroke-linejoin="round"><title>${escapeHtml(name)}</title></path>`,
    ),
  ];
  const legend = lines
    .map(({ name, color }) => `<span><i style="background:${color}"></i>${escapeHtml(name)}</span>`)
    .join('');
  return (
    `<figure><figcaption><strong>${escapeHtml(title)}</strong> <em>${escapeHtml(yTitle)}</em><span class="legend">${legend}</span></figcaption>` +
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${drawn.join('')}</svg>` +
    `${note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>`}</figure>`
  );
}

/** Ticks at round seconds, some eight of them. */
export function secondTicks(from: number, to: number): Tick[] {
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600].find(
    (s) => (to - from) / s <= 9,
  );
  const every = step ?? 86_400;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / every) * every; at <= to; at += every) ticks.push({ at, label: clock(at) });
  return ticks;
}

function clock(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes < 120) return rest === 0 ? `${minutes} min` : `${minutes}:${String(rest).padStart(2, '0')}`;
  return `${Math.round((minutes / 60) * 10) / 10} h`;
}

interface Scale {
  /** 0 at the foot, 1 at the top */
  part: (value: number) => number;
  ticks: Tick[];
}

function linearScale(values: readonly number[]): Scale {
  const most = values.reduce((high, value) => Math.max(high, value), 0) || 1;
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const top = Math.ceil(most / step) * step;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, n) => ({
    at: n * step,
    label: compact(n * step),
  }));
  return { part: (value) => value / top, ticks };
}

function logScale(values: readonly number[]): Scale {
  const positive = values.filter((value) => value > 0);
  const low = Math.floor(Math.log10(positive.reduce((least, value) => Math.min(least, value), Infinity)));
  const high = Math.ceil(Math.log10(positive.reduce((most, value) => Math.max(most, value), 0)));
  const [foot, top] = positive.length === 0 ? [0, 1] : [low, Math.max(high, low + 1)];
  const ticks = Array.from({ length: top - foot + 1 }, (_, n) => ({
    at: 10 ** (foot + n),
    label: compact(10 ** (foot + n)),
  }));
  const part = (value: number): number =>
    value <= 0 ? 0 : Math.max(0, (Math.log10(value) - foot) / (top - foot));
  return { part, ticks };
}

function path(
  values: readonly (number | undefined)[],
  x: readonly number[],
  px: (value: number) => number,
  py: (value: number) => number,
): string {
  let pen = 'M';
  let drawn = '';
  for (const [index, value] of values.entries()) {
    if (value === undefined) {
      pen = 'M';
      continue;
    }
    drawn += `${pen}${round(px(x[index] ?? 0))} ${round(py(value))}`;
    pen = 'L';
  }
  return drawn;
}

function compact(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
  if (value >= 1e4) return `${Number((value / 1e3).toPrecision(3))} k`;
  return String(Number(value.toPrecision(3)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
