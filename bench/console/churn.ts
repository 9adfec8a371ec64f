import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { priorityOf, type Alarm, type AlarmType } from '../../contracts/alarm.ts';
import type { Actor } from '../../contracts/incident-transition.ts';
import { LIVE_EVENTS_MAX, type Incident } from '../../contracts/incident.ts';
import { LIVE_CHANNEL } from '../../contracts/queues.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import { applyAction } from '../../store/apply-transition.ts';
import { openIncidents } from '../../store/open-incidents.ts';
import type { Store } from '../../store/open-store.ts';
import { readIncidents } from '../../store/read-incidents.ts';

/** Of ten incidents: three of life safety, six urgent, one technical. */
const TYPES: readonly AlarmType[] = [
  'sos',
  'door',
  'water',
  'inactivity',
  'fall',
  'door',
  'inactivity',
  'low_battery',
  'smoke',
  'water',
];
/** Changes that may be under way at once; more means that this machine cannot make so many. */
const AT_ONCE = 6;
const OPENED_AT_ONCE = 200;
const TICK_MS = 10;

export interface Churn {
  /** epoch ms at which a version of an incident was handed to Redis; undefined when it was not from here */
  publishedAt: (id: string, version: number) => number | undefined;
  /** incidents whose next changes are notes, because somebody looks at their rows */
  look: (inSight: readonly string[]) => void;
  published: () => number;
  /** epoch ms: changes that were due but had to wait, because as many as may be were under way */
  late: () => number;
  start: (perSecond: number) => void;
  stop: () => Promise<void>;
}

interface Active {
  id: string;
  device: LoadDevice;
  held: boolean;
}

/**
 * Keeps as many incidents open as there are, and changes them as a night does: acknowledged, resolved, the next one
 * opened elsewhere, and notes. Written to the database and published on Redis as alerting and console do it.
 * @param devices of homes of their own; more than `open`, so that there is always one that is quiet
 */
export async function startChurn(options: {
  store: Store;
  redis: Redis;
  devices: readonly LoadDevice[];
  open: number;
  by: Actor;
}): Promise<Churn> {
  const { store, redis, devices, open, by } = options;
  const active: Active[] = [];
  const idle = [...devices];
  const published = new Map<string, number>();
  const running = new Set<Promise<void>>();
  const busy = new Set<string>();
  let inSight: string[] = [];
  let count = 0;
  let opened = 0;
  let late = 0;
  let timer: NodeJS.Timeout | undefined;

  const publish = async (incident: Incident): Promise<void> => {
    published.set(`${incident.id}@${incident.version}`, Date.now());
    count += 1;
    await redis.publish(LIVE_CHANNEL, JSON.stringify(incident));
  };
  const openSome = async (some: number): Promise<Incident[]> => {
    const taken = idle.splice(0, some);
    const now = Date.now();
    const alarms = taken.map((device): Alarm => {
      const type = TYPES[opened++ % TYPES.length] ?? 'sos';
      const said = { property: 'action', value: 'bench' };
      return {
        ...{ id: randomUUID(), homeId: device.homeId, deviceId: device.id, type, priority: priorityOf(type) },
        ...{ at: now, receivedAt: now, test: false, cause: said },
      };
    });
    const incidents = (await openIncidents(store, alarms, now)).map(({ incident }) => incident);
    for (const incident of incidents) {
      const device = taken.find(({ homeId }) => homeId === incident.homeId);
      if (device) active.push({ id: incident.id, device, held: false });
    }
    return incidents;
  };
  const act = async (id: string, kind: 'acknowledge' | 'note' | 'resolve'): Promise<void> => {
    const action = kind === 'resolve' ? ({ kind, by, disposition: 'test' } as const) : { kind, by };
    const text = kind === 'note' ? { text: 'bench' } : {};
    await applyAction(store, { incidentId: id, action, ...text }, Date.now());
    const [incident] = await readIncidents(store, [id], LIVE_EVENTS_MAX);
    if (incident) await publish(incident);
  };
  const resolve = async (incident: Active): Promise<void> => {
    active.splice(active.indexOf(incident), 1);
    await act(incident.id, 'resolve');
    idle.push(incident.device);
    for (const next of await openSome(1)) await publish(next);
  };
  const change = async (): Promise<void> => {
    // One in ten is a note on a row that is in sight: it is drawn anew where it stands.
    const seen = count % 10 === 0 ? inSight[Math.floor(Math.random() * inSight.length)] : undefined;
    const at = Math.floor(Math.random() * active.length);
    const chosen = active.find(({ id }) => id === seen) ?? active[at];
    if (chosen === undefined || busy.has(chosen.id)) return;
    busy.add(chosen.id);
    try {
      if (chosen.id === seen) await act(chosen.id, 'note');
      else if (chosen.held) await resolve(chosen);
      else {
        chosen.held = true;
        await act(chosen.id, 'acknowledge');
      }
    } finally {
      busy.delete(chosen.id);
    }
  };

  while (active.length < open) await openSome(Math.min(OPENED_AT_ONCE, open - active.length));
  return {
    publishedAt: (id, version) => published.get(`${id}@${version}`),
    look: (ids) => void (inSight = [...ids]),
    published: () => count,
    late: () => late,
    start: (perSecond) => {
      const since = Date.now() - (count * 1_000) / perSecond;
      timer = setInterval(() => {
        const due = ((Date.now() - since) * perSecond) / 1_000;
        while (count + running.size < due) {
          if (running.size >= AT_ONCE) {
            late += 1;
            return;
          }
          const work = change();
          running.add(work);
          void work.finally(() => running.delete(work));
        }
      }, TICK_MS);
    },
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}
