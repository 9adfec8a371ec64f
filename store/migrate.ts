import { Migrator, type Migration } from 'kysely';
import { openStore } from './open-store.ts';
import * as first from './migrations/0001-first.ts';
import * as escalation from './migrations/0002-escalation.ts';
import * as peopleOfAHome from './migrations/0003-people-of-a-home.ts';
import * as admins from './migrations/0004-admins.ts';
import * as devicesOfAGateway from './migrations/0005-devices-of-a-gateway.ts';
import * as workOnAnIncident from './migrations/0006-work-on-an-incident.ts';
import * as whatDevicesSay from './migrations/0007-what-devices-say-of-themselves.ts';
import * as handovers from './migrations/0008-handovers.ts';
import * as search from './migrations/0009-search.ts';
import * as longIncidents from './migrations/0010-long-incidents.ts';

/** Named here and not read from a folder, so that the compiled image and tsx run the same list. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-first': first,
  '0002-escalation': escalation,
  '0003-people-of-a-home': peopleOfAHome,
  '0004-admins': admins,
  '0005-devices-of-a-gateway': devicesOfAGateway,
  '0006-work-on-an-incident': workOnAnIncident,
  '0007-what-devices-say-of-themselves': whatDevicesSay,
  '0008-handovers': handovers,
  '0009-search': search,
  '0010-long-incidents': longIncidents,
};

/**
 * Brings the database to the newest schema. Safe to run from several processes at once (kysely locks).
 * @throws the first migration's error, with its name
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const store = openStore({ databaseUrl, connections: 2 });
  try {
    const migrator = new Migrator({
      db: store,
      provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) {
      const failed =
        results?.find((result) => result.status === 'Error')?.migrationName ?? 'before the first';
      throw new Error(`database migration ${failed} failed`, { cause: error });
    }
  } finally {
    await store.destroy();
  }
}
