import type { Aim, Comparison } from './comparison.ts';
import { pairedRatios, spreadOf, type Spread } from './statistics.ts';

/** Tables in Markdown, as they stand in docs/performance.md: a row per figure and a column per contestant, then what was asked. */
export function comparisonTable({ title, contestants, aims }: Comparison): string {
  const figures = [...new Set(contestants.flatMap(({ rounds }) => rounds.flatMap(Object.keys)))];
  const rounds = Math.max(0, ...contestants.map((one) => one.rounds.length));
  const rows = figures.map((figure) => [
    figure,
    ...contestants.map((one) => cell(spreadOf(one.rounds.flatMap((round) => round[figure] ?? [])))),
  ]);
  const lines = [
    `### ${title}`,
    '',
    `Median of ${rounds} rounds (least to most).`,
    '',
    ...table(['', ...contestants.map(({ name }) => name)], rows),
  ];
  if (aims.length > 0) {
    const asked = aims.map((aim) => aimRow(aim, judge(aim, { contestants })));
    lines.push('', ...table(['what was asked', 'asked', 'measured', ''], asked));
  }
  lines.push('', ...contestants.map(({ name, does }) => `- **${name}** ${does}`));
  return `${lines.join('\n')}\n`;
}

/** What was measured of what was asked, and whether the median is good enough. */
export function judge(
  aim: Aim,
  { contestants }: Pick<Comparison, 'contestants'>,
): Spread & { reached: boolean } {
  const values = (name: string) =>
    contestants.find((one) => one.name === name)?.rounds.map((round) => round[aim.figure]) ?? [];
  const own = values(aim.of);
  const spread = spreadOf(
    aim.to === undefined ? own.flatMap((value) => value ?? []) : pairedRatios(own, values(aim.to)),
  );
  const { atLeast = -Infinity, atMost = Infinity } = aim;
  return { ...spread, reached: spread.median >= atLeast && spread.median <= atMost };
}

function aimRow(aim: Aim, measured: Spread & { reached: boolean }): string[] {
  const { figure, of, to, atLeast, atMost } = aim;
  const asked = [
    ...(atLeast === undefined ? [] : [`≥ ${number(atLeast)}`]),
    ...(atMost === undefined ? [] : [`≤ ${number(atMost)}`]),
  ];
  return [
    `${figure}: ${of}${to === undefined ? '' : ` ÷ ${to}`}`,
    asked.join(', '),
    cell(measured),
    asked.length === 0 ? '' : measured.reached ? 'reached' : 'not reached',
  ];
}

function cell({ median, min, max }: Spread): string {
  if (Number.isNaN(median)) return '–';
  const shown = number(median);
  return min === max ? shown : `${shown} (${number(min)}–${number(max)})`;
}

/** Three digits say all that such a measurement knows. */
function number(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 4 });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
