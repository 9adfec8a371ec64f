import { z } from 'zod';
import { databaseUrlField, influxUrlField, logFormatField, logLevelField } from '../service/env-fields.ts';
import { parseConfig } from '../service/parse-config.ts';

export const simulatorConfigSchema = z.object({
  /** where the console is; the simulator registers its homes through its HTTP API, as an installer would */
  ANJU_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
    .default('http://127.0.0.1:8080'),
  /** where the broker is */
  MQTT_URL: z
    .url({ protocol: /^mqtts?$/, error: 'must be an mqtt:// or mqtts:// URL' })
    .default('mqtt://127.0.0.1:1883'),
  /** a PEM file with the authority that signed the broker's certificate; mqtts only */
  TLS_CA: z.string().optional(),
  ADMIN_USER: z.string().default('admin'),
  /** not needed once the fleet's homes are saved under DATA_DIR/sim */
  ADMIN_PASSWORD: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  /** where the audit looks; what is not set is not looked at */
  DATABASE_URL: databaseUrlField.optional(),
  INFLUX_URL: influxUrlField.optional(),
  INFLUX_DB: z.string().default('anju'),
  INFLUX_TOKEN: z.string().optional(),
  LOG_LEVEL: logLevelField,
  LOG_FORMAT: logFormatField,
});

export type Config = Readonly<z.infer<typeof simulatorConfigSchema>>;

/** @throws ConfigError naming each variable that is wrong */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  return parseConfig(simulatorConfigSchema, env);
}
