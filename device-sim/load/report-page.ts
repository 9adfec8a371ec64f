import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { escapeHtml, lineChart, secondTicks } from './line-chart.ts';
import type { LoadReport, Percentiles } from './load-report.ts';
import type { LoadSecond } from './load-result.ts';
import { thinSeries } from './thin-series.ts';

const POINTS = 600;
const BLUE = '#3a6ea5';
const OCHRE = '#b9792b';
const GREEN = '#4a8a68';
const PLUM = '#7d6b99';
const BRICK = '#a8503f';

const ROWS: readonly [keyof LoadReport['percentiles'], string][] = [
  ['latency', 'all, from the intended moment'],
  ['readings', 'readings'],
  ['presses', 'presses'],
  ['service', 'all, from the first write'],
  ['connects', 'connect, until CONNACK'],
];

/** The report as one HTML page that needs nothing from outside. Pure. */
export function reportPage(report: LoadReport): string {
  const { title, startedAt, valid, invalidBecause, summary, commit, machine, node } = report;
  const verdict = valid
    ? '<p class="verdict">Valid: the generator was not the bottleneck.</p>'
    : `<p class="verdict invalid">Invalid: ${escapeHtml(invalidBecause ?? 'unknown')}</p>`;
  const facts: [string, string][] = [
    ['acknowledged', `${whole(summary.acknowledged)} (${whole(summary.perSecond)} a second)`],
    ['measured time', `${summary.seconds.toFixed(1)} s`],
    ['never acknowledged', whole(summary.unacknowledged)],
    ['re-sent with DUP', whole(summary.resent)],
    ['whole run', `${whole(summary.total.intended)} said, ${whole(summary.total.acknowledged)} acknowledged`],
    ['connections', connections(summary.connects)],
    [
      'generator',
      `${percent(summary.cpuShare)} of a core, ${summary.cpuMicrosPerMessage.toFixed(1)} CPU µs a message`,
    ],
    ['generator late', `${ms(summary.lagMs)} (p99), ${ms(summary.lagMaxMs)} at worst`],
    ['commit', commit],
    ['machine', `${machine}, Node ${node}`],
    ...Object.entries(report.options).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>
<h1>${escapeHtml(title)}</h1><p class="when">${escapeHtml(startedAt)}</p>
${verdict}
<table><caption>Latency, ms</caption><thead><tr><th></th><th>count</th><th>p50</th><th>p90</th><th>p99</th><th>p99.9</th><th>max</th><th>mean</th></tr></thead>
<tbody>${ROWS.map(([key, name]) => row(name, report.percentiles[key])).join('')}</tbody></table>
${plots(report).join('\n')}
<dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
</main></body></html>
`;
}

function plots({ series: all, percentiles }: LoadReport): string[] {
  const series = thinSeries(all, POINTS);
  const x = series.map(({ at }) => at);
  const bands = series.flatMap(({ at, phase }, index) =>
    phase === 'measured'
      ? []
      : [{ from: series[index - 1]?.at ?? 0, to: at, label: `${phase}: not counted` }],
  );
  const overTime = {
    x: [0, ...x],
    xTicks: secondTicks(0, x.at(-1) ?? 1),
    xTitle: 'seconds since the start; grey: not in the figures',
    bands,
  };
  const line = (name: string, color: string, of: (second: LoadSecond) => number | undefined) => ({
    name,
    color,
    values: [undefined, ...series.map(of)],
  });
  return [
    lineChart({
      ...overTime,
      title: 'Throughput',
      yTitle: 'messages a second',
      lines: [
        line('sent', OCHRE, ({ sent, forSeconds }) => sent / forSeconds),
        line('acknowledged', BLUE, ({ acknowledged, forSeconds }) => acknowledged / forSeconds),
      ],
    }),
    lineChart({
      ...overTime,
      title: 'Latency',
      yTitle: 'ms from the intended moment to the PUBACK',
      log: true,
      lines: [line('p50', BLUE, ({ p50Ms }) => p50Ms), line('p99', OCHRE, ({ p99Ms }) => p99Ms)],
    }),
    lineChart({
      ...percentileAxis(),
      title: 'Latency by percentile',
      yTitle: 'ms',
      log: true,
      lines: [
        { name: 'from the intended moment', color: BLUE, values: percentileCurve(percentiles.latency) },
        { name: 'from the first write', color: GREEN, values: percentileCurve(percentiles.service) },
        ...(percentiles.presses.count > 0 && percentiles.readings.count > 0
          ? [{ name: 'presses', color: BRICK, values: percentileCurve(percentiles.presses) }]
          : []),
      ],
      note: 'Between the first two lies what messages waited before they could leave: a stall, a lost connection, or a late generator.',
    }),
    lineChart({
      ...overTime,
      title: 'On the way',
      yTitle: 'messages',
      lines: [
        line('written, not acknowledged', BLUE, ({ inFlight }) => inFlight),
        line('not written yet', OCHRE, ({ waiting }) => waiting),
      ],
    }),
    lineChart({
      ...overTime,
      title: 'Connections',
      yTitle: 'count',
      lines: [
        line('connected', GREEN, ({ connections }) => connections),
        line('lost in that second', BRICK, ({ lost }) => lost),
      ],
    }),
    lineChart({
      ...overTime,
      title: 'The generator itself',
      yTitle: '% of a core · ms',
      lines: [
        line('CPU, % of a core', PLUM, ({ cpuShare }) => cpuShare * 100),
        line('late at worst, ms', OCHRE, ({ lagMs }) => lagMs),
      ],
    }),
  ];
}

/** Equal steps for 90, 99, 99.9 …: the tail is what matters. */
const CURVE = Array.from({ length: 61 }, (_, n) => n / 15);

function percentileAxis() {
  const at = (percentile: number): number => Math.log10(100 / (100 - percentile));
  return {
    x: CURVE,
    xTicks: [0, 50, 90, 99, 99.9, 99.99].map((percentile) => ({
      at: at(percentile),
      label: `${percentile} %`,
    })),
    xTitle: 'percentile',
  };
}

function percentileCurve({ histogram, count }: Percentiles): (number | undefined)[] {
  if (count === 0) return CURVE.map(() => undefined);
  const values = decodeFromCompressedBase64(histogram);
  return CURVE.map((nines) =>
    // Beyond one in `count` there is nothing left to tell apart.
    10 ** nines > count * 2 ? undefined : values.getValueAtPercentile(100 - 100 / 10 ** nines) / 1000,
  );
}

function row(name: string, { count, p50, p90, p99, p999, max, mean }: Percentiles): string {
  if (count === 0) return '';
  const cells = [p50, p90, p99, p999, max, mean].map(
    (value) => `<td>${value.toFixed(value < 100 ? 2 : 0)}</td>`,
  );
  return `<tr><th scope="row">${escapeHtml(name)}</th><td>${whole(count)}</td>${cells.join('')}</tr>`;
}

function connections(connects: LoadReport['summary']['connects']): string {
  const reasons = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([reason, times]) => `${times} × ${reason}`)
      .join(', ') || '0';
  const { attempted, connected, refused, failed, lost, seconds } = connects;
  const all = seconds === undefined ? 'never all at once' : `all after ${seconds.toFixed(2)} s`;
  return `${whole(attempted)} attempts, ${whole(connected)} connected (${all}), ${whole(refused)} refused, failed: ${reasons(failed)}, lost: ${reasons(lost)}`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const STYLE = `
:root{color-scheme:light;font:15px/1.5 system-ui,"Noto Sans","Noto Sans SC",sans-serif;color:#24303c;background:#fafbfc}
main{max-width:800px;margin:2.5rem auto;padding:0 1.25rem}
h1{font-size:1.5rem;font-weight:600;margin:0}
.when{color:#66788a;margin:.1rem 0 1.2rem}
.verdict{padding:.6rem .9rem;border-left:3px solid #4a8a68;background:#f0f6f2;margin:0 0 1.6rem}
.verdict.invalid{border-color:#a8503f;background:#faf0ee}
table{border-collapse:collapse;width:100%;margin:0 0 1.8rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding-bottom:.3rem}
th,td{padding:.3rem .5rem;text-align:right;border-bottom:1px solid #e4e9ee;font-weight:400}
thead th{color:#66788a}
tbody th{text-align:left}
figure{margin:0 0 1.8rem;background:#fff;border:1px solid #e4e9ee;border-radius:6px;padding:.8rem 1rem .5rem}
figcaption{display:flex;flex-wrap:wrap;gap:.2rem .7rem;align-items:baseline}
figcaption em{color:#66788a;font-style:normal;font-size:.86rem}
.legend{margin-left:auto;display:flex;gap:1rem;font-size:.86rem}
.legend i{display:inline-block;width:14px;height:3px;border-radius:2px;margin-right:.4rem;vertical-align:middle}
svg{width:100%;height:auto;display:block;margin-top:.4rem}
svg text{font-size:11px;fill:#66788a}
.grid{stroke:#e9edf1;stroke-width:1}
.band{fill:#f3f5f7}
.note{color:#66788a;font-size:.86rem;margin:.3rem 0 .2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:0}
dt{color:#66788a}
dd{margin:0;overflow-wrap:anywhere}
@media print{:root{background:#fff}figure{break-inside:avoid}}
`;
