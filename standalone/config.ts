import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce
  .number('a whole number from 1 to 65535')
  .int('a whole number from 1 to 65535')
  .min(1, 'a whole number from 1 to 65535')
  .max(65_535, 'a whole number from 1 to 65535');
const url = (what: string, protocol: RegExp) => z.url({ protocol, error: what });

/** The environment of `npm start`; `docs` and .env.example say the same for people. */
export const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  MQTT_PORT: port.default(1883),
  MQTTS_PORT: port.optional(),
  HTTP_PORT: port.default(8080),
  REDIS_URL: url('a URL like redis://host:6379', /^rediss?$/).optional(),
  DATABASE_URL: url('a URL like postgresql://user:password@host:5432/anju', /^postgres(ql)?$/).optional(),
  INFLUX_URL: url('a URL like http://host:8086', /^https?$/).optional(),
  INFLUX_DB: z
    .string()
    .regex(/^[\w-]+$/, 'letters, digits, _ and -')
    .default('anju'),
  DATA_DIR: z.string().default('./data'),
  ADMIN_PASSWORD: z.string().min(12, 'at least 12 characters').optional(),
  SIM_HOMES: z.coerce
    .number('a whole number from 0 (none) to 10000')
    .int('a whole number from 0 (none) to 10000')
    .min(0, 'a whole number from 0 (none) to 10000')
    .max(10_000, 'a whole number from 0 (none) to 10000')
    .default(12),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'one of trace, debug, info, warn, error, fatal, silent',
    )
    .default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json'], 'pretty or json').optional(),
});

export type Config = Readonly<ReturnType<typeof parseConfig>>;

/** An empty variable is an unset one: that is what an untouched line of .env means. */
export function parseConfig(env: NodeJS.ProcessEnv, isTerminal: boolean) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => {
        const name = String(path[0]);
        // What looks like a secret is named and not shown.
        const shown = /PASSWORD|TOKEN|_URL/.test(name) ? 'not valid' : JSON.stringify(set[name]);
        return `${name} is ${shown}; allowed: ${message}`;
      }),
    );
  }
  const values = parsed.data;
  return Object.freeze({
    ...values,
    DATA_DIR: resolve(values.DATA_DIR),
    LOG_FORMAT: values.LOG_FORMAT ?? (isTerminal ? 'pretty' : 'json'),
  });
}

/** Everything that is wrong at once: nobody wants to start five times for five typos. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(problems: string[]) {
    super(problems.join('\n'));
  }
}
