import { ApiError } from '../api-client.ts';
import type { Finding } from './finding.ts';
import type { IncidentsOverHttp } from './incidents-over-http.ts';
import type { AlarmEvent, AlarmsJudged } from './judge-alarms.ts';

/**
 * Holds what the API shows of incidents against what the database has of them: what nobody sees is lost.
 * @param most how many incidents; evenly taken from all
 */
export async function checkShown(options: {
  http: IncidentsOverHttp;
  alarms: AlarmsJudged;
  most: number;
}): Promise<{ incidents: number; findings: Finding[] }> {
  const { http, alarms, most } = options;
  const { incidents, eventOf } = alarms;
  const byIncident = new Map<string, { message: string; event: AlarmEvent }[]>();
  for (const [message, event] of eventOf) {
    const known = byIncident.get(event.incidentId);
    if (known === undefined) byIncident.set(event.incidentId, [{ message, event }]);
    else known.push({ message, event });
  }
  const every = Math.max(1, incidents.length / most);
  const chosen = incidents.filter((_, n) => Math.floor(n / every) !== Math.floor((n - 1) / every));
  const findings: Finding[] = [];
  for (const incidentId of chosen) {
    const shown = new Map<string, AlarmEvent>();
    for (const event of await shownOf(http, incidentId)) shown.set(event.id, event);
    for (const { message, event } of byIncident.get(incidentId) ?? []) {
      const seen = shown.get(event.id);
      const find = (verdict: Finding['verdict'], what: string): void =>
        void findings.push({ verdict, of: 'alarm', id: message, what, incidentId });
      if (seen === undefined) find('lost', 'in the database, and the API does not show it');
      else if (seen.type !== event.type || seen.at !== event.at || seen.test !== event.test) {
        find('wrong', `the API shows ${seen.type} of ${new Date(seen.at).toISOString()}, test ${seen.test}`);
      }
    }
  }
  return { incidents: chosen.length, findings };
}

async function shownOf(http: IncidentsOverHttp, incidentId: string): Promise<AlarmEvent[]> {
  try {
    return await http.alarmsIn(incidentId);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return [];
    throw error;
  }
}
