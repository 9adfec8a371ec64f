import { CANARY_SILENT_MS, type CanaryFigures } from '../contracts/canary.ts';
import type { Health, Part, PartState } from '../contracts/health.ts';
import type { Platform } from '../contracts/live.ts';

/** What one `/readyz` said, or why it said nothing. */
export type Probe = { health: Health } | { unreachable: string };

/** The console's own look at a store. */
export type Look = Pick<Part, 'state' | 'code' | 'reason'>;

export interface Seen {
  /** one probe per process; none when no URL is given */
  broker: readonly Probe[];
  ingest: readonly Probe[];
  alerting: readonly Probe[];
  redis: Look;
  postgres: Look;
  influx: Look;
  /** one probe per process; none when no URL is given */
  watchdog: readonly Probe[];
  /** the newest press of the canary that got through; undefined when none is known of */
  canary: SeenCanary | undefined;
}

export interface SeenCanary {
  at: Date;
  /** by the database's clock, ms */
  ageMs: number;
  figures: CanaryFigures;
}

const SERVICES = ['broker', 'ingest', 'alerting'] as const;
const RANK: Record<PartState, number> = { ok: 0, degraded: 1, down: 2 };

/**
 * The health of the whole platform. `down` means that an alarm would not get through: without broker, ingest,
 * alerting, Redis or PostgreSQL. Without InfluxDB it is `degraded`: alarms work, readings wait; and so it is without
 * the watchdog, or when the canary gives no proof: every part says that it is well, and nobody knows whether that is
 * so. What nobody has asked is never fine (DOMAIN rule 6).
 */
export function composePlatform(seen: Seen, now: number): Platform {
  const vital: Part[] = [
    ...SERVICES.map((name) => servicePart(name, seen[name])),
    { name: 'redis', ...seen.redis },
    { name: 'postgres', ...seen.postgres },
  ];
  const influx = influxPart(seen);
  const parts: Part[] = [{ name: 'console', state: 'ok' }, ...vital, influx, ...watchdogParts(seen)];
  const down = vital.some((part) => part.state === 'down');
  const healths = SERVICES.flatMap((name) => seen[name]).flatMap((probe) =>
    'health' in probe ? [probe.health] : [],
  );
  const spooled = healths.flatMap(({ spooledReadings }) => spooledReadings ?? []);
  const backlog = healths.flatMap((health) => health.backlog ?? []);
  return {
    state: down ? 'down' : parts.every((part) => part.state === 'ok') ? 'ok' : 'degraded',
    parts,
    ...(spooled.length > 0 && { spooledReadings: spooled.reduce((sum, n) => sum + n, 0) }),
    // Every process sees the same streams, so the largest look is the whole.
    ...(backlog.length > 0 && { backlog: Math.max(...backlog) }),
    ...(seen.canary && { canary: canaryOf(seen.canary) }),
    at: new Date(now).toISOString(),
  };
}

/** The watchdog by what it says, the canary by what the database has of it: one may be gone without the other. */
function watchdogParts({ watchdog, canary }: Seen): Part[] {
  if (watchdog.length === 0) {
    const reason = 'WATCHDOG_HEALTH_URL is not set: nobody is told when alarms do not get through';
    return [{ name: 'watchdog', state: 'degraded', code: 'not_configured', reason }];
  }
  const silent = canary === undefined || canary.ageMs >= CANARY_SILENT_MS;
  return [
    worstPart('watchdog', watchdog),
    silent
      ? {
          name: 'canary',
          state: 'down',
          code: 'canary_silent',
          reason: `no test press is known to have got through in the last ${CANARY_SILENT_MS / 1_000} s`,
        }
      : { name: 'canary', state: 'ok' },
  ];
}

function canaryOf({ at, figures: { incidentMs, p50, p99 } }: SeenCanary): NonNullable<Platform['canary']> {
  return { at: at.toISOString(), incidentMs, p50, p99 };
}

function servicePart(name: (typeof SERVICES)[number], probes: readonly Probe[]): Part {
  if (probes.length === 0) {
    const reason = `nobody knows: ${name.toUpperCase()}_HEALTH_URL is not set`;
    return { name, state: 'down', code: 'not_configured', reason };
  }
  return worstPart(name, probes);
}

/** As bad as its worst process, except that one that works is enough to go on with. */
function worstPart(name: Part['name'], probes: readonly Probe[]): Part {
  const looks = probes.map((probe) => lookOf(name, probe)).sort((a, b) => RANK[b.state] - RANK[a.state]);
  const worst = looks[0] as Look;
  const best = looks[looks.length - 1] as Look;
  if (best.state === 'down' || looks.length === 1) return { name, ...worst };
  if (worst.state !== 'down') return { name, ...worst };
  const down = looks.filter(({ state }) => state === 'down').length;
  const reason = `${down} of ${looks.length} processes are down${worst.reason ? `: ${worst.reason}` : ''}`;
  return { name, state: 'degraded', code: 'some_down', reason };
}

/** The service's own part tells why, else the first of its parts that is as bad as the whole. */
function lookOf(name: Part['name'], probe: Probe): Look {
  if ('unreachable' in probe) return { state: 'down', code: 'unreachable', reason: probe.unreachable };
  const { state, parts } = probe.health;
  if (state === 'ok') return { state };
  const told =
    parts.find((part) => part.name === name && part.state !== 'ok') ??
    parts.find((part) => part.state === state);
  return { state, ...(told?.code && { code: told.code }), ...(told?.reason && { reason: told.reason }) };
}

/** Who writes the readings knows best; the console only reads them. */
function influxPart({ ingest, influx }: Seen): Part {
  const told = ingest
    .flatMap((probe) => ('health' in probe ? probe.health.parts : []))
    .filter((part) => part.name === 'influx');
  const worst = [influx, ...told].sort((a, b) => RANK[b.state] - RANK[a.state])[0] as Look;
  const { state, code, reason } = worst;
  return { name: 'influx', state, ...(code && { code }), ...(reason && { reason }) };
}
