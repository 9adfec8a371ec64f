import closeWithGrace from 'close-with-grace';
import { defineCommand, runMain } from 'citty';
import { createLogger } from '../service/create-logger.ts';
import { startConformanceBroker } from './start-conformance.ts';

const command = defineCommand({
  meta: {
    name: 'conformance-broker',
    description: 'The front of the broker with an open policy on loopback, for outside MQTT 3.1.1 suites',
  },
  args: {
    port: { type: 'string', default: '1883', description: 'TCP port on 127.0.0.1; 0: any free one' },
    verbose: { type: 'boolean', default: false, description: 'log why connections are closed' },
  },
  run: async ({ args }) => {
    const port = Number(args.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new Error(`--port is "${args.port}": must be a port number from 0 to 65535`);
    }
    const log = createLogger({
      service: 'broker',
      level: args.verbose ? 'debug' : 'error',
      format: 'pretty',
    });
    const broker = await startConformanceBroker({ port, log });
    process.stdout.write(`MQTT 3.1.1 with an open policy on mqtt://127.0.0.1:${broker.port}\n`);
    closeWithGrace({ delay: 5_000, logger: false }, broker.stop);
  },
});

await runMain(command);
