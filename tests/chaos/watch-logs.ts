import type { PartName } from './parts.ts';

export interface LoggedError {
  part: PartName;
  message: string;
  times: number;
  /** the platform says something that no fault of ours explains: that it broke, or lost something */
  unexpected: boolean;
}

/**
 * What services may call a person for while we take their disk, their Redis, or everything away. Whatever else is
 * logged as an error is a finding.
 */
const EXPECTED = [
  /uplink is not being stored/,
  /disk spool cannot be (written|read)/,
  /alarms may not get through/,
  // The homes under load have nobody to call but whoever sits at a console, and those are killed.
  /a round of calls reached nobody/,
];
const ERROR = 50;

/** Counts what services log as errors (JSON lines of pino); what stores say is theirs. */
export function watchLogs() {
  const errors = new Map<string, LoggedError>();
  return {
    onLine: (part: PartName, line: string): void => {
      if (!line.startsWith('{')) return;
      const { level, msg } = parse(line);
      if (level === undefined || level < ERROR) return;
      const message = msg ?? line.slice(0, 200);
      const key = `${part} ${message}`;
      const known = errors.get(key);
      if (known) known.times += 1;
      else {
        const unexpected = !EXPECTED.some((pattern) => pattern.test(message));
        errors.set(key, { part, message, times: 1, unexpected });
      }
    },
    errors: (): LoggedError[] => [...errors.values()],
  };
}

function parse(line: string): { level?: number; msg?: string } {
  try {
    return JSON.parse(line) as { level?: number; msg?: string };
  } catch {
    return {};
  }
}
