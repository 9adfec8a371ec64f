import { pino, type Logger } from 'pino';

export type { Logger };

export interface LoggerOptions {
  service: string;
  level: 'debug' | 'info' | 'warn' | 'error';
  format: 'json' | 'pretty';
  /** where lines go; the process's stdout when not given */
  write?: (line: string) => void;
}

const SECRETS = [
  ...['password', 'secret', 'token', '*.password', '*.secret', '*.token', 'req.headers.cookie'],
  // The address of an answer link is a key.
  ...['req.url', 'req.params', 'request.url'],
];

/** A logger that never prints a secret. `pretty` is one readable line per entry, for a person at a terminal. */
export function createLogger({ service, level, format, write }: LoggerOptions): Logger {
  const out = write ?? ((line: string) => void process.stdout.write(line));
  const stream = { write: format === 'json' ? out : (line: string) => out(prettyLine(line)) };
  return pino(
    { level, base: { service }, redact: SECRETS, timestamp: pino.stdTimeFunctions.isoTime },
    stream,
  );
}

const LEVELS: Record<number, string> = { 20: 'debug', 30: 'info ', 40: 'WARN ', 50: 'ERROR', 60: 'FATAL' };

function prettyLine(line: string): string {
  const { level, time, service, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & {
    level: number;
    time: string;
    service: string;
    msg?: string;
    err?: { message?: string };
  };
  const more = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
  const cause = err?.message ? ` (${err.message})` : '';
  return `${time.slice(11, 23)} ${LEVELS[level] ?? level} ${service.padEnd(9)} ${msg ?? ''}${cause}${more}\n`;
}
