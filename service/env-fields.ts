import { z } from 'zod';

/** Fields that several services read, so that one variable means the same everywhere. */
export const portField = z.coerce
  .number('must be a port number from 0 to 65535')
  .int('must be a whole number')
  .min(0, 'must be a port number from 0 to 65535')
  .max(65_535, 'must be a port number from 0 to 65535');

export const logLevelField = z
  .enum(['debug', 'info', 'warn', 'error'], 'must be one of debug, info, warn, error')
  .default('info');

export const logFormatField = z.enum(['json', 'pretty'], 'must be json or pretty').default('json');

export const redisUrlField = z.url({
  protocol: /^rediss?$/,
  error: 'must be a redis:// or rediss:// URL',
});

export const databaseUrlField = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a postgres:// URL',
});

export const influxUrlField = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' });

export const hostField = z.string().default('127.0.0.1');

/** Where a service answers about its health: nobody outside needs to ask, except within a network of containers. */
export const healthHostField = z.string().default('127.0.0.1');

/** The secret of the audit trail's chain; made up and kept under DATA_DIR when not given. */
export const auditKeyField = z.string().min(32, 'must have at least 32 characters').optional();

/** Where the processes of a service tell how they are; one address each. */
export const healthUrlsField = z
  .string()
  .transform((text) => text.split(',').map((url) => url.trim().replace(/\/+$/, '')))
  .refine((urls) => urls.every((url) => URL.canParse(url) && /^https?:/.test(url)), {
    error: 'must be one or more http:// URLs, separated by commas',
  })
  .optional();
