import { z } from 'zod';
import { DEFAULT_UPLINK_SHARDS } from '../contracts/uplink.ts';
import {
  databaseUrlField,
  hostField,
  logFormatField,
  logLevelField,
  healthHostField,
  portField,
  redisUrlField,
} from '../service/env-fields.ts';

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number(`must be a whole number from ${min} to ${max}`)
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be a whole number from ${min} to ${max}`)
    .max(max, `must be a whole number from ${min} to ${max}`);

/** The environment of the broker. */
export const brokerConfigSchema = z.object({
  HOST: hostField,
  /** 0: any free port, for tests */
  MQTT_PORT: portField.default(1883),
  /** unset: no TLS listener */
  MQTTS_PORT: portField.optional(),
  /** PEM files */
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  /** client certificates are asked for, and one that this CA has not signed is refused */
  TLS_CA: z.string().optional(),
  REDIS_URL: redisUrlField,
  DATABASE_URL: databaseUrlField,
  /** must be the same for broker and ingest */
  UPLINK_SHARDS: wholeNumber(1, 1_024).default(DEFAULT_UPLINK_SHARDS),
  /** 0: the health endpoint is not served */
  HEALTH_HOST: healthHostField,
  BROKER_HEALTH_PORT: portField.default(0),
  BROKER_MAX_CONNECTIONS: wholeNumber(1, 1_000_000).optional(),
  LOG_LEVEL: logLevelField,
  LOG_FORMAT: logFormatField,
});
export type BrokerConfig = Readonly<z.infer<typeof brokerConfigSchema>>;
