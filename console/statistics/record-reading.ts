import type { FastifyRequest } from 'fastify';
import { writeAudit } from '../../store/audit.ts';
import type { Store } from '../../store/open-store.ts';
import { callerOf } from '../authorize.ts';

/** Who has read or taken away which figures: they tell of people at work. Shown to who answers for the area. */
export async function recordReading(
  store: Store,
  request: FastifyRequest,
  read: {
    what: string;
    exported: boolean;
    areaId: string | undefined;
    detail: Record<string, unknown>;
    at: Date;
  },
): Promise<void> {
  await writeAudit(store, [
    {
      at: read.at,
      actor: callerOf(request).principal.id,
      action: read.exported ? 'statistics.exported' : 'statistics.read',
      subject: read.areaId === undefined ? `statistics:${read.what}` : `area:${read.areaId}`,
      detail: { what: read.what, ...read.detail },
    },
  ]);
}
