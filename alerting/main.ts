import { runService } from '../service/run-service.ts';
import { startAlerting } from './app.ts';
import { alertingConfigSchema } from './config.ts';

await runService({ name: 'alerting', schema: alertingConfigSchema, start: startAlerting });
