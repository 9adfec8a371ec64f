import { runService } from '../service/run-service.ts';
import { startIngest } from './app.ts';
import { ingestConfigSchema } from './config.ts';

await runService({
  name: 'ingest',
  schema: ingestConfigSchema,
  start: (config, logger) => startIngest({ config, logger, pid: process.pid }),
});
