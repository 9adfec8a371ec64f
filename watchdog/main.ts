import { runService } from '../service/run-service.ts';
import { startWatchdog } from './app.ts';
import { watchdogConfigSchema } from './config.ts';

await runService({ name: 'watchdog', schema: watchdogConfigSchema, start: startWatchdog });
