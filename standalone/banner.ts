import type { StandaloneConfig } from './config.ts';
import { reachableHost } from './service-env.ts';

/** What somebody needs who started Anju for the first time. */
export function banner(config: StandaloneConfig, admin: { created: boolean; password?: string }): string {
  const host = reachableHost(config.HOST);
  const password = admin.created
    ? `${admin.password ?? 'the ADMIN_PASSWORD you set'}${config.ADMIN_PASSWORD === undefined ? '   (made up now, shown only once)' : ''}`
    : 'as printed at the first start, or ADMIN_PASSWORD as set then';
  return [
    '',
    '  Anju is ready.',
    '',
    `  Console    http://${host}:${config.HTTP_PORT}`,
    `  Login      admin`,
    `  Password   ${password}`,
    `  Devices    mqtt://${host}:${config.MQTT_PORT}`,
    `  Data       ${config.DATA_DIR}`,
    '',
    '  Press a simulated button   npm run sim -- --scenario press',
    '  Stop everything            Ctrl-C',
    '',
  ].join('\n');
}
