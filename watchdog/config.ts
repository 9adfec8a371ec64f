import { z } from 'zod';
import { channelsConfigFields } from '../channels/channels-config.ts';
import { CANARY_SILENT_MS } from '../contracts/canary.ts';
import { localeSchema } from '../contracts/notification.ts';
import {
  databaseUrlField,
  healthHostField,
  healthUrlsField,
  hostField,
  logFormatField,
  logLevelField,
  portField,
  redisUrlField,
} from '../service/env-fields.ts';
import { platformContactsField } from './platform-contacts.ts';

const duration = (fallback: number) =>
  z.coerce
    .number('must be a number of milliseconds')
    .int('must be a whole number of milliseconds')
    .min(500, 'must be at least 500 ms')
    .max(3_600_000, 'must be at most an hour')
    .default(fallback);

/** The environment of the watchdog. */
export const watchdogConfigSchema = z
  .object({
    HOST: hostField,
    MQTT_PORT: portField.default(1883),
    /** where the canary's button connects; HOST and MQTT_PORT when not given */
    MQTT_URL: z.url({ protocol: /^mqtts?$/, error: 'must be an mqtt:// or mqtts:// URL' }).optional(),
    REDIS_URL: redisUrlField,
    DATABASE_URL: databaseUrlField,
    HEALTH_HOST: healthHostField,
    /** 0: the health endpoint is not served */
    WATCHDOG_HEALTH_PORT: portField.default(0),
    BROKER_HEALTH_URL: healthUrlsField,
    INGEST_HEALTH_URL: healthUrlsField,
    ALERTING_HEALTH_URL: healthUrlsField,
    CONSOLE_HEALTH_URL: healthUrlsField,
    CANARY_EVERY_MS: duration(60_000),
    CANARY_SILENT_MS: duration(CANARY_SILENT_MS),
    PLATFORM_CONTACTS: platformContactsField,
    PLATFORM_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').optional(),
    /** of text messages and calls; mails have both languages */
    PLATFORM_LOCALE: localeSchema.default('zh-CN'),
    ...channelsConfigFields,
    LOG_LEVEL: logLevelField,
    LOG_FORMAT: logFormatField,
  })
  .refine((config) => config.CANARY_SILENT_MS >= 2 * config.CANARY_EVERY_MS, {
    path: ['CANARY_SILENT_MS'],
    error: 'must be at least twice CANARY_EVERY_MS, or every late press would call people',
  });
export type WatchdogConfig = Readonly<z.infer<typeof watchdogConfigSchema>>;
