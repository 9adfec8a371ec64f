import { z } from 'zod';
import { databaseUrlField } from '../service/env-fields.ts';
import { parseConfig } from '../service/parse-config.ts';
import { ensureAdmin } from '../store/ensure-admin.ts';
import { migrate } from '../store/migrate.ts';

// The one-shot job in front of the services where they run in containers; `npm start` does the same by itself.
const { DATABASE_URL, ADMIN_PASSWORD } = parseConfig(
  z.object({
    DATABASE_URL: databaseUrlField,
    ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  }),
  process.env,
);
await migrate(DATABASE_URL);
const { created, password } = await ensureAdmin(DATABASE_URL, ADMIN_PASSWORD);
process.stdout.write('The database has the newest schema.\n');
if (created && ADMIN_PASSWORD === undefined) {
  process.stdout.write(`Login: admin, password: ${password} (made up now, shown only once)\n`);
}
