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
      MQTT_URL: `mqtt://${host}:${config.MQTT_PORT}`,
      ADMIN_USER: 'admin',
      // Known only at the first start or when it is set: the simulator keeps its homes' secrets under DATA_DIR.
      ...(adminPassword !== undefined && { ADMIN_PASSWORD: adminPassword }),
      DATA_DIR: config.DATA_DIR,
      LOG_LEVEL: config.LOG_LEVEL,
      LOG_FORMAT: config.LOG_FORMAT,
    },
    pidFile,
    onLine,
  });
}
