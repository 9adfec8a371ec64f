import { fileURLToPath } from 'node:url';
import { runService } from '../service/run-service.ts';
import { startConsole } from './app.ts';
import { consoleConfigSchema } from './config.ts';

await runService({
  name: 'console',
  schema: consoleConfigSchema,
  start: (config, logger) =>
    startConsole(config, logger, { webDir: fileURLToPath(new URL('../dist/web', import.meta.url)) }),
});
