export const PRIVATE_USER = 'anju';

/** Where a private PostgreSQL answers; the password is URL-safe. */
export function privatePostgresUrl(options: { password: string; port: number; database: string }): string {
  const { password, port, database } = options;
  return `postgresql://${PRIVATE_USER}:${password}@127.0.0.1:${port}/${database}`;
}
