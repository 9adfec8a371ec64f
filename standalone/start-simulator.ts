import { join } from 'node:path';
import type { StandaloneConfig } from './config.ts';
import type { Running } from './program.ts';
import { reachableHost } from './service-env.ts';
import { startService } from './start-service.ts';

/** The simulated homes of `npm start`. It registers its homes through the HTTP API, as an installer would. */
export async function startSimulator(options: {
  config: StandaloneConfig;
  adminPassword: string | undefined;
  pidFile: string;
  onLine: (line: string) => void;
}): Promise<Running> {
  const { config, adminPassword, pidFile, onLine } = options;
  const host = reachableHost(config.HOST);
  return startService({
    name: 'device-sim',
    args: ['fleet', '--homes', String(config.SIM_HOMES)],
    env: {
      ...process.env,
      ANJU_URL: `http://${host}:${config.HTTP_PORT}`,
      ANJU_MQTT_URL: `mqtt://${host}:${config.MQTT_PORT}`,
      ANJU_ADMIN_USER: 'admin',
      // Known only at the first start or when it is set: the simulator keeps its homes' secrets in its state file.
      ...(adminPassword !== undefined && { ANJU_ADMIN_PASSWORD: adminPassword }),
      ANJU_SIM_STATE: join(config.DATA_DIR, 'simulator.json'),
      LOG_LEVEL: config.LOG_LEVEL,
      LOG_FORMAT: config.LOG_FORMAT,
    },
    pidFile,
    onLine,
  });
}
