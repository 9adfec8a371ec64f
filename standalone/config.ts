import { resolve } from 'node:path';
import { z } from 'zod';
import {
  databaseUrlField,
  hostField,
  influxUrlField,
  logLevelField,
  portField,
  redisUrlField,
} from '../service/env-fields.ts';
import { parseConfig } from '../service/parse-config.ts';

const fixedPort = portField.min(1, 'must be a port number from 1 to 65535');
const homes = 'must be a whole number from 0 (none) to 10000';

/** The environment of `npm start`. What only one service knows passes through to it and is parsed there. */
export const standaloneConfigSchema = z.object({
  HOST: hostField,
  MQTT_PORT: fixedPort.default(1883),
  /** unset: no TLS listener */
  MQTTS_PORT: fixedPort.optional(),
  HTTP_PORT: fixedPort.default(8080),
  /** unset: a private one, for these three */
  REDIS_URL: redisUrlField.optional(),
  DATABASE_URL: databaseUrlField.optional(),
  INFLUX_URL: influxUrlField.optional(),
  INFLUX_DB: z
    .string()
    .regex(/^[\w-]+$/, 'must be letters, digits, _ and -')
    .default('anju'),
  DATA_DIR: z.string().default('./data'),
  ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  SIM_HOMES: z.coerce.number(homes).int(homes).min(0, homes).max(10_000, homes).default(12),
  LOG_LEVEL: logLevelField,
  /** unset: pretty on a terminal, else json */
  LOG_FORMAT: z.enum(['json', 'pretty'], 'must be json or pretty').optional(),
});

export type StandaloneConfig = ReturnType<typeof readConfig>;

export function readConfig(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean) {
  const values = parseConfig(standaloneConfigSchema, env);
  return Object.freeze({
    ...values,
    DATA_DIR: resolve(values.DATA_DIR),
    LOG_FORMAT: values.LOG_FORMAT ?? (isTerminal ? ('pretty' as const) : ('json' as const)),
  });
}
