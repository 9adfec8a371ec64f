import { fileURLToPath } from 'node:url';
import { runService } from '../service/run-service.ts';
import { startConsole } from './app.ts';
import { consoleConfigSchema } from './config.ts';

/** Where the built web app lies: beside the sources in `dist`, and beside the compiled console in the image. */
const WEB = import.meta.url.endsWith('.ts') ? '../dist/web' : '../web';

await runService({
  name: 'console',
  schema: consoleConfigSchema,
  start: (config, logger) =>
    startConsole(config, logger, { webDir: fileURLToPath(new URL(WEB, import.meta.url)) }),
});
