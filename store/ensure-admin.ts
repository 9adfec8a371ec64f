import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { writeAudit } from './audit.ts';
import { newId } from './new-id.ts';
import { openStore } from './open-store.ts';
import { indexForSearch } from './search-entries.ts';

/** argon2id with the second recommended option of RFC 9106 scaled to a login form: 19 MiB, 2 passes (OWASP). */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/**
 * Makes the first user, `admin`, when there is none. The password is the given one, or made up and returned
 * once: it is nowhere else in clear.
 */
export async function ensureAdmin(
  databaseUrl: string,
  password: string | undefined,
): Promise<{ created: boolean; password?: string }> {
  const store = openStore({ databaseUrl, connections: 1 });
  try {
    const existing = await store
      .selectFrom('users')
      .select('id')
      .where('username', '=', 'admin')
      .executeTakeFirst();
    if (existing) return { created: false };
    const chosen = password ?? randomBytes(12).toString('base64url');
    const id = newId();
    const password_hash = await hashPassword(chosen);
    await store.transaction().execute(async (trx) => {
      await trx
        .insertInto('users')
        .values({
          id,
          username: 'admin',
          name: 'Admin',
          password_hash,
          roles: ['admin'],
          area_ids: [],
          home_ids: [],
        })
        .execute();
      await indexForSearch(trx, 'user', [{ id, username: 'admin', name: 'Admin' }]);
      await writeAudit(trx, [
        { actor: 'system', action: 'user.added', subject: `user:${id}`, detail: { username: 'admin' } },
      ]);
    });
    return { created: true, password: chosen };
  } finally {
    await store.destroy();
  }
}
