import type { AuditResult } from './audit-result.ts';
import { VERDICTS } from './finding.ts';
import type { Spread } from './spread.ts';

/** Findings of a kind that the page lists; the JSON has all of them. */
const ROWS_MAX = 500;

/** The audit as one page that needs nothing else: no script, no font, no network. */
export function auditHtml(result: AuditResult): string {
  const { ledger, readings, alarms, escalation, shown, verdicts, findings } = result;
  const none = '–';
  const rows: [string, string | number][] = [
    ['messages', ledger.messages],
    ['devices', ledger.devices],
    ['acknowledged', ledger.acknowledged],
    ['not acknowledged', ledger.unacknowledged],
    ['readings stored', readings?.stored ?? none],
    ['stored without an acknowledgement', readings?.unacknowledgedStored ?? none],
    ['stored, and not in the ledger', readings?.unknown ?? none],
    ['alarms acknowledged', alarms?.acknowledged ?? none],
    ['alarms that are events', alarms?.recorded ?? none],
    ['events without an acknowledgement', alarms?.unacknowledgedRecorded ?? none],
    ['events that are not in the ledger', alarms?.unknown ?? none],
    ['incidents', alarms?.incidents ?? none],
    ['incidents held against the API', shown ?? none],
    ['incidents whose escalation was judged', escalation?.judged ?? none],
    ['not judged: taken, closed, raised, under maintenance', escalation?.notJudged ?? none],
    ['steps that were due', escalation?.due ?? none],
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Anju: audit of a ledger</title>
<style>
body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #d8dee4}
td.n{text-align:right;font-variant-numeric:tabular-nums}code{font-size:13px}.verdict{font-size:1.4rem;font-weight:600}
</style></head><body>
<h1>Audit of a ledger</h1>
<p class="verdict">${result.ok ? '✓ passed' : '✗ FAILED'}: ${VERDICTS.map((verdict) => `${verdicts[verdict]} ${verdict}`).join(', ')}</p>
<p>${escape(result.at)}, ${(result.tookMs / 1000).toFixed(1)} s.</p>
${table(
  ['looked at', ''],
  result.looked.map(({ at, looked, why }) => [at, looked ? 'yes' : `no: ${why}`]),
)}
${table(['what', 'how many'], rows)}
${
  ledger.problems.length === 0
    ? ''
    : `<h2>Lines of the ledger that are none</h2>${table(
        ['line', 'why'],
        ledger.problems.map(({ file, line, reason, cut }) => [
          `${file ?? ''}:${line}`,
          cut ? `cut off: ${reason}` : reason,
        ]),
      )}`
}
${plot('From PUBACK to the event', alarms?.lateness)}
${plot('From a step being due to its round of calls', escalation?.lateness)}
${VERDICTS.map((verdict) => {
  const of = findings.filter((finding) => finding.verdict === verdict);
  if (of.length === 0) return '';
  const more = of.length > ROWS_MAX ? `<p>and ${of.length - ROWS_MAX} more, in the JSON</p>` : '';
  return `<h2>${verdict} (${of.length})</h2>${table(
    ['of', 'id', 'what', 'incident'],
    of.slice(0, ROWS_MAX).map(({ of: kind, id, what, incidentId }) => [kind, id, what, incidentId ?? '']),
  )}${more}`;
}).join('\n')}
</body></html>
`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string =>
    typeof value === 'number'
      ? `<td class="n">${value.toLocaleString('en')}</td>`
      : `<td>${escape(value)}</td>`;
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  return `<table><tr>${head.map((name) => `<th>${escape(name)}</th>`).join('')}</tr>\n${body}</table>`;
}

const BAR = { width: 44, gap: 8, height: 160, foot: 36 };

/** Bars of doubling width: how many took up to so long. */
function plot(title: string, spread: Spread | undefined): string {
  if (spread === undefined) return '';
  const { buckets, count, p50, p99, max } = spread;
  const most = Math.max(...buckets.map((bucket) => bucket.count), 1);
  const bars = buckets.map((bucket, n) => {
    const x = n * (BAR.width + BAR.gap);
    const height = Math.round((bucket.count / most) * BAR.height);
    const middle = x + BAR.width / 2;
    return `<rect x="${x}" y="${20 + BAR.height - height}" width="${BAR.width}" height="${height}" fill="#4a6fa5"/>
<text x="${middle}" y="${14 + BAR.height - height}" text-anchor="middle">${bucket.count || ''}</text>
<text x="${middle}" y="${BAR.height + BAR.foot}" text-anchor="middle">≤ ${label(bucket.upToMs)}</text>`;
  });
  const width = buckets.length * (BAR.width + BAR.gap);
  return `<h2>${escape(title)}</h2>
<p>${count.toLocaleString('en')}: ${p50} ms (median), ${p99} ms (p99), ${max} ms (longest)</p>
<svg viewBox="0 0 ${width} ${BAR.height + BAR.foot + 8}" width="${width}" role="img" aria-label="${escape(title)}" font-size="10" font-family="system-ui,sans-serif">
${bars.join('\n')}
</svg>`;
}

function label(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Math.round(ms / 102.4) / 10} s`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
