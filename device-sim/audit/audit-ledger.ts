import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '../api-client.ts';
import type { LedgerEntry } from '../ledger-entry.ts';
import { readLedger } from '../read-ledger.ts';
import { auditReadings } from './audit-readings.ts';
import type { AuditResult, LedgerProblem } from './audit-result.ts';
import { checkShown } from './check-shown.ts';
import type { Finding } from './finding.ts';
import { openIncidentsInDatabase, type IncidentsInDatabase } from './incidents-in-database.ts';
import { incidentsOverHttp } from './incidents-over-http.ts';
import { judgeAlarms, type AlarmsJudged } from './judge-alarms.ts';
import { judgeEscalation } from './judge-escalation.ts';
import { pointsInInflux } from './points-in-influx.ts';
import { pointsOverHttp } from './points-over-http.ts';
import { spreadOf } from './spread.ts';
import { collectSpoken, type Spoken } from './spoken.ts';

export interface AuditOptions {
  /** ledger files; one for each simulator that took part */
  ledgers?: readonly string[];
  /** entries at hand instead of, or beside, files */
  entries?: Iterable<LedgerEntry>;
  databaseUrl?: string | undefined;
  influx?: { url: string; db: string; token?: string | undefined } | undefined;
  api?: Api | undefined;
  /** homes of devices, where the caller knows them better than the platform's register */
  homes?: ReadonlyMap<string, string>;
  /** asked for: an alarm is an event, and a step made, within this; without it what is late is told and no error */
  lateMs?: number | undefined;
  /** what is not in the ledger is no finding: these devices have said other things too */
  othersMaySpeak?: boolean;
  /** gives up on what is missing when nothing more has come for so long: a spool may drain long after */
  patienceMs?: number;
  /** by how much the clocks of simulator and platform may differ */
  skewMs?: number;
  /** the time that a step of escalation has: the sweep makes what is overdue within 5 s */
  settleMs?: number;
  /** how many incidents are held against what the API shows, where the database is read too */
  shown?: number;
  onProgress?: (line: string) => void;
}

const POLL_MS = 1_000;
/** While nothing changes, who waits is told so now and then. */
const TELL_MS = 10_000;
/** What comes twice comes a moment later: the last look is at a platform that has been quiet for this long. */
const QUIET_MS = 3_000;
/** Without a bound asked for, this is called late in the report. */
const LATE_MS = 1_000;

/**
 * Holds a ledger against what the platform has (docs/ledger.md): everything acknowledged is there exactly once, as it
 * was said. Waits for what is still on its way.
 * @throws SimError when a ledger or a store that was named cannot be read
 */
export async function auditLedger(options: AuditOptions): Promise<AuditResult> {
  const { databaseUrl, influx, api, homes, skewMs = 2_000, othersMaySpeak = false } = options;
  const { patienceMs = 30_000, settleMs = 7_000, onProgress = () => undefined } = options;
  const lateMs = options.lateMs ?? LATE_MS;
  const began = Date.now();
  const { spoken, problems } = await hear(options);
  const totals = spoken.totals();
  onProgress(
    `${totals.messages} messages of ${spoken.devices().length} devices, ${totals.acknowledged} acknowledged`,
  );

  const database = databaseUrl === undefined ? undefined : await openIncidentsInDatabase(databaseUrl);
  try {
    const devices = spoken.devices();
    const registered = (await database?.homesOf(devices)) ?? new Map<string, string>();
    const homeOf = (device: string): string | undefined => homes?.get(device) ?? registered.get(device);
    const http = api && incidentsOverHttp(api);
    const homeless = devices.filter((device) => homeOf(device) === undefined).length;
    // The API knows readings by their home: without it they are not looked for, and not called lost.
    const stored = influx
      ? pointsInInflux(influx)
      : api && homeless === 0
        ? pointsOverHttp(api, homeOf)
        : undefined;
    const readings = stored && auditReadings({ spoken, stored, homeOf, skewMs, othersMaySpeak });
    const source = database ?? http;

    let alarms: AlarmsJudged | undefined;
    const said = spoken.alarms();
    const lookForAlarms = async (): Promise<void> => {
      if (source === undefined || totals.messages === 0) return;
      const events = await source.alarmsOf([...devices, ...spoken.gateways()], totals.firstLeftAt - skewMs);
      alarms = judgeAlarms({ alarms: said, events, homeOf, skewMs, lateMs, othersMaySpeak });
    };

    await untilDrained({
      devices,
      look: async (which) => {
        await readings?.look(which);
        await lookForAlarms();
        const lost = alarms?.findings.filter(({ verdict }) => verdict === 'lost').length ?? 0;
        const there = (readings?.total().stored ?? 0) + (alarms?.recorded ?? 0);
        return { missing: readings?.missing() ?? [], alarmsMissing: lost, there };
      },
      lastAcknowledgedAt: totals.lastAcknowledgedAt,
      patienceMs,
      onProgress,
    });

    const findings: Finding[] = [...(readings?.total().findings ?? []), ...(alarms?.findings ?? [])];
    const escalation = database && alarms && (await judgeCalls({ database, alarms, settleMs, lateMs }));
    findings.push(...(escalation?.findings ?? []));
    const shown =
      database && http && alarms ? await checkShown({ http, alarms, most: options.shown ?? 200 }) : undefined;
    findings.push(...(shown?.findings ?? []));

    const read = readings?.total();
    const count = (verdict: Finding['verdict']): number =>
      findings.filter((finding) => finding.verdict === verdict).length;
    const verdicts = {
      lost: count('lost'),
      doubled: count('doubled'),
      wrong: count('wrong'),
      late: count('late'),
    };
    const failed =
      verdicts.lost + verdicts.doubled + verdicts.wrong + (options.lateMs === undefined ? 0 : verdicts.late);
    const looked = whatWasLookedAt(options, homeless);
    return {
      ok: failed === 0 && problems.every(({ cut }) => cut) && (read !== undefined || alarms !== undefined),
      at: new Date().toISOString(),
      tookMs: Date.now() - began,
      looked,
      ledger: {
        messages: totals.messages,
        acknowledged: totals.acknowledged,
        unacknowledged: totals.messages - totals.acknowledged,
        devices: devices.length,
        problems,
      },
      readings: read && {
        stored: read.stored,
        unacknowledgedStored: read.unacknowledgedStored,
        unknown: read.unknown,
      },
      alarms: alarms && {
        said: said.length,
        acknowledged: said.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length,
        recorded: alarms.recorded,
        unacknowledgedRecorded: alarms.unacknowledgedRecorded,
        unknown: alarms.unknown,
        incidents: alarms.incidents.length,
        lateness: spreadOf(alarms.lateness),
      },
      escalation: escalation?.summary,
      shown: shown?.incidents,
      verdicts,
      findings,
    };
  } finally {
    await database?.close();
  }
}

async function hear({
  ledgers = [],
  entries = [],
}: AuditOptions): Promise<{ spoken: Spoken; problems: LedgerProblem[] }> {
  const spoken = collectSpoken();
  const problems: LedgerProblem[] = [];
  for (const entry of entries) spoken.add(entry);
  for (const file of ledgers) {
    for await (const read of readLedger(file)) {
      if ('entry' in read) spoken.add(read.entry);
      else problems.push({ file, line: read.line, reason: read.reason, cut: read.last });
    }
  }
  return { spoken, problems };
}

/** Looks again for what is missing, until it is all there or nothing more comes, and then once more at everything. */
async function untilDrained(options: {
  devices: readonly string[];
  look: (devices: readonly string[]) => Promise<{ missing: string[]; alarmsMissing: number; there: number }>;
  lastAcknowledgedAt: number;
  patienceMs: number;
  onProgress: (line: string) => void;
}): Promise<void> {
  const { devices, look, lastAcknowledgedAt, patienceMs, onProgress } = options;
  const start = Date.now();
  let changedAt = lastAcknowledgedAt;
  let before: number | undefined;
  let pending = devices;
  let [toldOf, toldAt] = [-1, start];
  for (;;) {
    const beganAt = Date.now();
    const { missing, alarmsMissing, there } = await look(pending);
    if (before !== undefined && there > before) changedAt = beganAt;
    before = there;
    const all = missing.length === 0 && alarmsMissing === 0;
    if (all || beganAt - Math.max(start, changedAt) > patienceMs) {
      const quietFor = beganAt - changedAt;
      if (pending === devices && quietFor >= QUIET_MS) return;
      pending = devices;
      if (quietFor < QUIET_MS) await pause(QUIET_MS - quietFor);
      continue;
    }
    if (there !== toldOf || beganAt - toldAt > TELL_MS) {
      [toldOf, toldAt] = [there, beganAt];
      onProgress(
        `waiting for what is missing of ${missing.length} devices, ${alarmsMissing} alarms; ${there} are there`,
      );
    }
    pending = missing;
    await pause(POLL_MS);
  }
}

async function judgeCalls(options: {
  database: IncidentsInDatabase;
  alarms: AlarmsJudged;
  settleMs: number;
  lateMs: number;
}) {
  const { database, alarms, settleMs, lateMs } = options;
  // Before the rows are read: what falls due while they are read has had no time.
  const { now, steppedMs } = await database.clock();
  const incidents = await database.incidents(alarms.incidents);
  const { findings, lateness, judged, notJudged, due } = judgeEscalation({
    incidents,
    until: now - settleMs,
    lateMs,
    clockStepped: steppedMs !== 0,
  });
  const summary = { judged, notJudged, due, clockSteppedMs: steppedMs, lateness: spreadOf(lateness) };
  return { findings, summary };
}

function whatWasLookedAt(
  { databaseUrl, influx, api }: AuditOptions,
  homeless: number,
): AuditResult['looked'] {
  const said = (at: string, looked: boolean, why: string) => ({ at, looked, ...(!looked && { why }) });
  const instead = api === undefined ? '' : '; the API was asked instead';
  const unknown =
    api !== undefined && homeless > 0 ? `, and the home of ${homeless} devices is not known` : instead;
  return [
    said('PostgreSQL', databaseUrl !== undefined, `DATABASE_URL is not set${instead}`),
    said('InfluxDB', influx !== undefined, `INFLUX_URL is not set${unknown}`),
    said('HTTP API', api !== undefined, 'ADMIN_PASSWORD is not set'),
    said(
      'escalation',
      databaseUrl !== undefined,
      'DATABASE_URL is not set: its steps are only in PostgreSQL',
    ),
  ];
}
