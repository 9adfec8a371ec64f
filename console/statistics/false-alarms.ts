import { ALARM_TYPES } from '../../contracts/alarm.ts';
import type { DeviceStatistics, IncidentCount } from '../../contracts/statistics.ts';

const WEEK_MS = 7 * 86_400_000;

/** False alarms by type, per home and week; tests are none. A period that runs counts until now. */
export function falseAlarms(
  incidents: readonly IncidentCount[],
  { homes, from, to, now }: { homes: number; from: Date; to: Date; now: number },
): DeviceStatistics['types'] {
  const weeks = (Math.min(to.getTime(), now) - from.getTime()) / WEEK_MS;
  return ALARM_TYPES.flatMap((type) => {
    const ofType = incidents.filter((one) => one.type === type && one.disposition !== 'test');
    if (ofType.length === 0) return [];
    const wrong = sum(ofType.filter(({ disposition }) => disposition === 'false_alarm'));
    const perHomeWeek = homes > 0 && weeks > 0 ? { perHomeWeek: wrong / homes / weeks } : {};
    return [{ type, incidents: sum(ofType), falseAlarms: wrong, ...perHomeWeek }];
  });
}

function sum(counts: readonly IncidentCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
