// Writes the pages of docs/ that are made of the code. Tests compare them; run this when one of those fails.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { accessPage } from '../console/access-page.ts';
import { errorsPage } from '../console/errors-page.ts';
import { consoleServer } from '../tests/harness/console-server.ts';

const { app, close } = await consoleServer();
await app.ready();
await write('access.md', accessPage(app.routeAccess));
await write('errors.md', errorsPage());
await close();

async function write(name: string, page: string): Promise<void> {
  const file = new URL(`../docs/${name}`, import.meta.url);
  const options = await resolveConfig(fileURLToPath(file));
  await writeFile(file, await format(page, { ...options, parser: 'markdown' }));
}
