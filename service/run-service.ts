import closeWithGrace from 'close-with-grace';
import type { z } from 'zod';
import { createLogger, type Logger, type LoggerOptions } from './create-logger.ts';
import { ConfigError, parseConfig } from './parse-config.ts';

export interface Running {
  stop: () => Promise<void>;
}

type WithLogging = { LOG_LEVEL: LoggerOptions['level']; LOG_FORMAT: LoggerOptions['format'] };

export interface ServiceOptions<Schema extends z.ZodObject> {
  name: string;
  schema: Schema;
  start: (config: Readonly<z.infer<Schema>>, logger: Logger) => Promise<Running>;
}

/** How long a service may take to finish what it has in hand once it is told to stop, ms. */
const GRACE_MS = 10_000;

/**
 * What every `main.ts` does: parse the environment, start, and stop in order on SIGTERM, SIGINT or an error
 * nobody handled. A wrong environment is told in one message without a stack; exit code 78 (EX_CONFIG).
 */
export async function runService<Schema extends z.ZodObject>({
  name,
  schema,
  start,
}: ServiceOptions<Schema>): Promise<void> {
  try {
    const config = parseConfig(schema, process.env);
    const { LOG_LEVEL: level, LOG_FORMAT: format } = config as unknown as WithLogging;
    const logger = createLogger({ service: name, level, format });
    const running = await start(config, logger);
    closeWithGrace({ delay: GRACE_MS, logger: false }, async ({ err, signal }) => {
      if (err) logger.fatal({ err }, `${name} stops after an error nobody handled`);
      else logger.info(`${name} stops on ${signal ?? 'request'}`);
      await running.stop();
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${name}: ${message}\n`);
    process.exit(error instanceof ConfigError ? 78 : 1);
  }
}
