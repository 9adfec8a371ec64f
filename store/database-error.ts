/** What a database error means for who asked. Anything else is a fault of ours. */
export type DatabaseTrouble = 'unique' | 'foreign_key' | 'away';

const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '53100', // disk_full
  '53300', // too_many_connections
  '57014', // query_canceled: it took too long, or the clock of the database was set
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '58030', // io_error
]);

/** pg has no code for a connection that ended under a query, or never came. */
const AWAY_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Sorts an error of `pg` by SQLSTATE or socket code. */
export function databaseTrouble(error: unknown): DatabaseTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '23505') return 'unique';
  if (code === '23503') return 'foreign_key';
  if (AWAY_CODES.has(code) || code.startsWith('08') || AWAY_MESSAGES.test(error.message)) return 'away';
  return undefined;
}
