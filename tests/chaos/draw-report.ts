import type { ChaosResult } from './chaos-result.ts';
import { FAULT_KINDS } from './fault.ts';
import { percentiles, summarize } from './summarize.ts';

/** On what it ran. */
export interface Circumstances {
  commit: string;
  versions: Record<string, string>;
  machine: string;
}

const WIDTH = 1_160;
const LEFT = 230;
const ROW = 13;

/** A page without anything from elsewhere: throughput and latencies over the faults, and the verdict. */
export function drawReport(result: ChaosResult, { commit, versions, machine }: Circumstances): string {
  const { findings, deaths, errors, uses } = result;
  const verdict = findings.length === 0 ? 'every promise was kept' : `${findings.length} findings`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Chaos, seed ${result.seed}: ${verdict}</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; max-width: ${WIDTH}px; margin: 2em auto; color: #222 }
svg { display: block; margin: 0 0 1em } text { font-size: 11px; fill: #444 }
table { border-collapse: collapse } td, th { padding: 2px 12px 2px 0; text-align: left; vertical-align: top }
pre { white-space: pre-wrap; background: #f4f4f4; padding: 1em } .bad { color: #b00020; font-weight: 600 }
</style>
<h1>Chaos, seed ${result.seed}: <span class="${findings.length === 0 ? '' : 'bad'}">${verdict}</span></h1>
<p>${new Date(result.startedAt).toISOString()} · commit ${escape(commit)} · ${escape(machine)} · ${escape(
    Object.entries(versions)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · '),
  )}</p>
<p>Repeat the same faults: <code>npm run chaos -- --seed ${result.seed} --minutes ${result.minutes}</code></p>
<pre>${escape(summarize(result))}</pre>
${findings.length > 40 ? `<pre class="bad">${escape(findings.slice(40, 2_000).join('\n'))}</pre>` : ''}
<h2>Throughput, latency, faults</h2>
${drawRates(result)}
${drawLatency(result)}
${drawFaults(result)}
<h2>Calls of incidents that nobody takes</h2>
<p>Every 10 s for ever: ${result.calls.due} due, late ${percentiles(result.calls.lateness)} ms (p50 / p99 / max) from the
moment on at which a screen showed the incident, with everything that was taken away in between.</p>
<h2>Parts</h2>
<table><tr><th>part</th><th>CPU s</th><th>most memory MiB</th><th>at the end</th><th>killed</th><th>ended by itself</th></tr>
${uses
  .map(({ part, cpuSeconds, mostBytes, lastBytes }) => {
    const own = deaths.filter((death) => death.part === part);
    const cells = [
      part,
      cpuSeconds.toFixed(1),
      mib(mostBytes),
      mib(lastBytes),
      own.filter(({ byItself }) => !byItself).length,
      own.flatMap(({ byItself, why }) => (byItself ? [why] : [])).join(', '),
    ];
    return `<tr>${cells.map((cell) => `<td>${escape(String(cell))}</td>`).join('')}</tr>`;
  })
  .join('\n')}
</table>
<h2>Errors that services logged</h2>
<table>${errors
    .map(
      ({ part, times, message, unexpected }) =>
        `<tr${unexpected ? ' class="bad"' : ''}><td>${part}</td><td>${times}×</td><td>${escape(message)}</td></tr>`,
    )
    .join('\n')}</table>
</html>
`;
}

function drawRates({ seconds, loadFrom, loadUntil }: ChaosResult): string {
  const x = scale(loadFrom, loadUntil);
  const top = Math.max(1, ...seconds.flatMap(({ sent, acknowledged }) => [sent, acknowledged]));
  const line = (of: 'sent' | 'acknowledged', color: string): string =>
    polyline(
      seconds
        .filter(({ epoch }) => epoch >= loadFrom)
        .map((second) => [x(second.epoch), 110 - (second[of] / top) * 100]),
      color,
    );
  return `<svg width="${WIDTH}" height="130"><text x="0" y="20">messages a second</text><text x="0" y="36">0 … ${top}</text>
<text x="0" y="60" style="fill:#999">sent</text><text x="0" y="76" style="fill:#0b6">acknowledged</text>
${line('sent', '#bbb')}${line('acknowledged', '#0b6')}${axis(x, loadFrom, loadUntil, 125)}</svg>`;
}

/** Logarithmic, 1 ms to 100 s: the worst of each second. */
function drawLatency({ seconds, lateness, loadFrom, loadUntil }: ChaosResult): string {
  const x = scale(loadFrom, loadUntil);
  const y = (ms: number): number => 140 - (Math.log10(Math.max(1, Math.min(ms, 100_000))) / 5) * 130;
  const worst = new Map<number, number>();
  for (const { at, ms } of lateness) {
    const second = Math.floor(at / 1_000) * 1_000;
    worst.set(second, Math.max(worst.get(second) ?? 0, ms));
  }
  const acks = seconds.flatMap(({ epoch, p99Ms }) =>
    p99Ms === undefined || epoch < loadFrom ? [] : [[x(epoch), y(p99Ms)] as [number, number]],
  );
  const grid = [1, 10, 100, 1_000, 10_000, 100_000]
    .map(
      (ms) =>
        `<line x1="${LEFT}" x2="${WIDTH}" y1="${y(ms)}" y2="${y(ms)}" stroke="#eee"/><text x="${LEFT - 8}" y="${y(ms) + 4}" text-anchor="end">${ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`}</text>`,
    )
    .join('');
  const dots = [...worst]
    .map(
      ([second, ms]) => `<circle cx="${x(second).toFixed(1)}" cy="${y(ms).toFixed(1)}" r="1.8" fill="#c40"/>`,
    )
    .join('');
  return `<svg width="${WIDTH}" height="160"><text x="0" y="20" style="fill:#06c">PUBACK, p99 of a second</text>
<text x="0" y="52">(from the intended moment)</text><text x="0" y="36" style="fill:#c40">press to screen, worst</text>${grid}${polyline(acks, '#06c')}${dots}</svg>`;
}

function drawFaults({ faults, loadFrom, loadUntil, deaths }: ChaosResult): string {
  const x = scale(loadFrom, loadUntil);
  const sorted = faults.toSorted((a, b) => a.at - b.at);
  const rows = sorted.map(({ what, kind, at, until, skipped }, row) => {
    const from = x(at);
    const width = Math.max(2, x(until ?? loadUntil) - from);
    const hue = (FAULT_KINDS.indexOf(kind) * 360) / FAULT_KINDS.length;
    const bar = skipped
      ? `<text x="${from}" y="${row * ROW + 10}">skipped: ${escape(skipped)}</text>`
      : `<rect x="${from.toFixed(1)}" y="${row * ROW + 2}" width="${width.toFixed(1)}" height="${ROW - 4}" fill="hsl(${hue},60%,55%)"/>`;
    return `<text x="${LEFT - 8}" y="${row * ROW + 10}" text-anchor="end">${escape(what)}</text>${bar}`;
  });
  const height = rows.length * ROW + 20;
  const own = deaths
    .filter(({ byItself }) => byItself)
    .map(
      ({ at, part, why }) =>
        `<line x1="${x(at)}" x2="${x(at)}" y1="0" y2="${height - 18}" stroke="#b00020"><title>${part} ended by itself: ${escape(why)}</title></line>`,
    );
  return `<svg width="${WIDTH}" height="${height}">${rows.join('')}${own.join('')}${axis(x, loadFrom, loadUntil, height - 4)}</svg>`;
}

function scale(from: number, until: number): (at: number) => number {
  return (at) => LEFT + (Math.max(0, at - from) / Math.max(1, until - from)) * (WIDTH - LEFT - 10);
}

function axis(x: (at: number) => number, from: number, until: number, y: number): string {
  const stepS = [10, 30, 60, 300, 900, 3_600].find((step) => (until - from) / 1_000 / step <= 20) ?? 7_200;
  let text = '';
  for (let at = 0; from + at * 1_000 <= until; at += stepS) {
    text += `<text x="${x(from + at * 1_000).toFixed(1)}" y="${y}" text-anchor="middle">${at} s</text>`;
  }
  return text;
}

function polyline(points: readonly (readonly [number, number])[], color: string): string {
  const list = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return `<polyline points="${list}" fill="none" stroke="${color}" stroke-width="1.3"/>`;
}

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
