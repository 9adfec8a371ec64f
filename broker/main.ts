import { runService } from '../service/run-service.ts';
import { startBroker } from './app.ts';
import { brokerConfigSchema } from './config.ts';

await runService({ name: 'broker', schema: brokerConfigSchema, start: startBroker });
