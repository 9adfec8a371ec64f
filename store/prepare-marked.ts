import { sql, type RawBuilder } from 'kysely';
import type pg from 'pg';

const MARK = /^\s*\/\* prepared: (\w+) \*\//;

/** Put before a statement whose text never changes and whose planning takes longer than its work. */
export function prepared(name: string): RawBuilder<unknown> {
  return sql.raw(`/* prepared: ${name} */`);
}

/** Lets a connection parse and plan each marked statement once, and not every time. */
export function prepareMarked(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const preparing = (...args: unknown[]): unknown => {
    const [text, values] = args;
    const name = typeof text === 'string' ? MARK.exec(text)?.[1] : undefined;
    return name === undefined ? query(...args) : query({ name, text, values });
  };
  client.query = preparing as typeof client.query;
}
