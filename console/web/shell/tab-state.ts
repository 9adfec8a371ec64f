import type { ConnectionState } from '../connection/watch-connection.ts';
import type { Queue } from '../queue/order-incidents.ts';
import type { SirenState } from '../sound/siren.ts';

/** What the browser's tab shows, the worst first: it is all that is seen from another window. */
export type TabSign = 'lost' | 'life' | 'urgent' | 'silent' | 'calm';

export interface TabFacts {
  connection: ConnectionState;
  siren: SirenState;
  /** how many call and have nobody, by priority */
  life: number;
  urgent: number;
}

export function tabSign({ connection, siren, life, urgent }: TabFacts): TabSign {
  if (connection === 'lost') return 'lost';
  if (life > 0) return 'life';
  if (urgent > 0) return 'urgent';
  return siren === 'armed' ? 'calm' : 'silent';
}

/** How many of a priority call and have nobody, silenced or not. */
export function countWaiting({ calling }: Queue, priority: 1 | 2): number {
  let count = 0;
  for (const incident of calling) if (incident.state === 'open' && incident.priority === priority) count += 1;
  return count;
}
