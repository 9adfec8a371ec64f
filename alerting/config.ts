import { z } from 'zod';
import { channelsConfigFields } from '../channels/channels-config.ts';
import {
  auditKeyField,
  databaseUrlField,
  healthHostField,
  logFormatField,
  logLevelField,
  portField,
  redisUrlField,
} from '../service/env-fields.ts';

/** The environment of the alerting service. */
export const alertingConfigSchema = z.object({
  HEALTH_HOST: healthHostField,
  REDIS_URL: redisUrlField,
  DATABASE_URL: databaseUrlField,
  /** 0: the health endpoint is not served */
  ALERTING_HEALTH_PORT: portField.default(0),
  ...channelsConfigFields,
  DATA_DIR: z.string().default('./data'),
  AUDIT_KEY: auditKeyField,
  LOG_LEVEL: logLevelField,
  LOG_FORMAT: logFormatField,
});
export type AlertingConfig = Readonly<z.infer<typeof alertingConfigSchema>>;
