import { z } from 'zod';
import { DEFAULT_UPLINK_SHARDS } from '../contracts/uplink.ts';
import {
  databaseUrlField,
  influxUrlField,
  logFormatField,
  logLevelField,
  healthHostField,
  portField,
  redisUrlField,
} from '../service/env-fields.ts';

const GIB = 1024 ** 3;

/** The environment of ingest. `.env.example` lists all of it for people. */
export const ingestConfigSchema = z.object({
  REDIS_URL: redisUrlField,
  DATABASE_URL: databaseUrlField,
  /** unset: readings wait in the spool, alarms work */
  INFLUX_URL: influxUrlField.optional(),
  INFLUX_DB: z
    .string()
    .regex(/^[\w.-]+$/, 'must be letters, digits, `_`, `.` and `-`')
    .default('anju'),
  INFLUX_TOKEN: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  UPLINK_SHARDS: z.coerce
    .number('must be a whole number from 1 to 1024')
    .int('must be a whole number from 1 to 1024')
    .min(1, 'must be a whole number from 1 to 1024')
    .max(1024, 'must be a whole number from 1 to 1024')
    .default(DEFAULT_UPLINK_SHARDS),
  /** 0 or unset: not served */
  HEALTH_HOST: healthHostField,
  INGEST_HEALTH_PORT: portField.default(0),
  /** what the disk spool may hold while InfluxDB is away, in bytes */
  INGEST_SPOOL_MAX_BYTES: z.coerce
    .number('must be a number of bytes, at least 1048576')
    .int('must be a whole number of bytes')
    .min(1_048_576, 'must be a number of bytes, at least 1048576')
    .default(4 * GIB),
  LOG_LEVEL: logLevelField,
  LOG_FORMAT: logFormatField,
});

export type IngestConfig = Readonly<z.infer<typeof ingestConfigSchema>>;
