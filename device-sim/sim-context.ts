import { join } from 'node:path';
import type { Logger } from '../service/create-logger.ts';
import { logIn, type Api } from './api-client.ts';
import type { Config } from './config.ts';
import { readSavedHomes, type SavedHome } from './saved-homes.ts';
import { SimError } from './sim-error.ts';

/** What every command gets from `main.ts`. */
export interface SimContext {
  config: Config;
  log: Logger;
  /** one line for the person at the terminal */
  say: (line: string) => void;
  /** where a progress bar may be drawn; undefined when nobody watches */
  terminal: NodeJS.WriteStream | undefined;
  /** SIGTERM, Ctrl-C */
  signal: AbortSignal;
  /** the process's exit code in the end */
  fail: () => void;
}

export function homesFile({ DATA_DIR }: Config): string {
  return join(DATA_DIR, 'sim', 'homes.json');
}

export function controlPath({ DATA_DIR }: Config): string {
  return join(DATA_DIR, 'sim', 'control.sock');
}

/** @throws SimError when the password is not given */
export async function logInAsAdmin(config: Config): Promise<Api> {
  const { ANJU_URL: url, ADMIN_USER: username, ADMIN_PASSWORD: password } = config;
  if (password === undefined)
    throw new SimError('ADMIN_PASSWORD is not set; npm start printed it at its first start');
  return logIn({ url, username, password });
}

/** Where an audit looks: everything that the environment names, and the homes that the fleet was registered with. */
export async function auditTargets(config: Config) {
  const { DATABASE_URL: databaseUrl, INFLUX_URL: url, INFLUX_DB: db, INFLUX_TOKEN: token } = config;
  return {
    databaseUrl,
    influx: url === undefined ? undefined : { url, db, token },
    api: config.ADMIN_PASSWORD === undefined ? undefined : await logInAsAdmin(config),
    homes: homeOfDevices(readSavedHomes(homesFile(config))),
  };
}

/** Which home each device is in. */
export function homeOfDevices(homes: readonly SavedHome[]): Map<string, string> {
  return new Map(homes.flatMap(({ id, devices }) => devices.map((device) => [device.id, id])));
}
