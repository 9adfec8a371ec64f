import { z } from 'zod';

const logLine = z.looseObject({ level: z.number(), time: z.number().optional(), msg: z.string().optional() });

const LEVELS: Record<number, string> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'info',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};
/** Said by every line of a process, or shown elsewhere in it. */
const REPEATED = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'name', 'service', 'part']);

/** A pino line for people: `08:12:03 broker   WARN  said  key=value`; what is no pino line is only prefixed. */
export function prettyLine(from: string, line: string): string {
  const parsed = parse(line);
  if (parsed === undefined) return `${' '.repeat(8)} ${from.padEnd(10)} ${line}`;
  const { level, time = Date.now(), msg = '' } = parsed;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const rest = Object.entries(parsed)
    .filter(([key]) => !REPEATED.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : describe(value)}`)
    .join(' ');
  return `${clock} ${from.padEnd(10)} ${(LEVELS[level] ?? String(level)).padEnd(5)} ${msg}${rest && `  ${rest}`}`;
}

function parse(line: string) {
  if (!line.startsWith('{')) return undefined;
  try {
    return logLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function describe(value: unknown): string {
  const error = z.object({ message: z.string(), stack: z.string().optional() }).safeParse(value).data;
  return error ? (error.stack ?? error.message) : JSON.stringify(value);
}
