import { z } from 'zod';
import { channelsConfigFields } from '../channels/channels-config.ts';
import {
  databaseUrlField,
  healthUrlsField,
  hostField,
  influxUrlField,
  logFormatField,
  logLevelField,
  portField,
  redisUrlField,
} from '../service/env-fields.ts';
import { mapTilesUrlField } from './map-tiles.ts';

const switchField = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

/** The environment of the console service. */
export const consoleConfigSchema = z
  .object({
    HOST: hostField,
    HTTP_PORT: portField.default(8080),
    REDIS_URL: redisUrlField,
    DATABASE_URL: databaseUrlField,
    INFLUX_URL: influxUrlField.optional(),
    INFLUX_DB: z.string().default('anju'),
    INFLUX_TOKEN: z.string().optional(),
    DATA_DIR: z.string().default('./data'),
    /** made up and kept under DATA_DIR when not given; several consoles need the same one */
    SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    /** unset: secure exactly when the request came over https (which only TRUST_PROXY can tell) */
    COOKIE_SECURE: switchField.optional(),
    /** believe X-Forwarded-* of a proxy in front; only with a proxy that sets them itself */
    TRUST_PROXY: switchField.default(false),
    BROKER_HEALTH_URL: healthUrlsField,
    INGEST_HEALTH_URL: healthUrlsField,
    ALERTING_HEALTH_URL: healthUrlsField,
    WATCHDOG_HEALTH_URL: healthUrlsField,
    /** opens /metrics to others than loopback: `Authorization: Bearer …` */
    METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    /** unset: no screen can subscribe to Web Push */
    VAPID_PUBLIC_KEY: channelsConfigFields.VAPID_PUBLIC_KEY,
    /** the sender that a test of a webhook names */
    PUBLIC_URL: channelsConfigFields.PUBLIC_URL,
    ALLOW_LOOPBACK_TARGETS: channelsConfigFields.ALLOW_LOOPBACK_TARGETS,
    /** the part of the address that Aliyun pushes its reports to; unset: there is no such address */
    ALIYUN_REPORT_SECRET: z
      .string()
      .regex(/^[\w-]{32,128}$/, 'must be 32 to 128 letters, digits, - and _ (openssl rand -hex 32)')
      .optional(),
    /** unset: maps have a plain ground */
    MAP_TILES_URL: mapTilesUrlField.optional(),
    MAP_TILES_ATTRIBUTION: z.string().max(300).default(''),
    LOG_LEVEL: logLevelField,
    LOG_FORMAT: logFormatField,
  })
  .refine((config) => config.COOKIE_SECURE !== true || config.TRUST_PROXY, {
    path: ['COOKIE_SECURE'],
    error:
      'a secure cookie needs https, which ends in a proxy in front of the console: set TRUST_PROXY=true as well',
  });
export type ConsoleConfig = Readonly<z.infer<typeof consoleConfigSchema>>;
