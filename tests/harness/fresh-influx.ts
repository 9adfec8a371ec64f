import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';

/** An empty InfluxDB database of one test. */
export async function freshInflux(): Promise<{ url: string; db: string; drop: () => Promise<void> }> {
  const url = inject('influxUrl');
  const db = `test_${randomUUID().replaceAll('-', '')}`;
  await statement(url, `CREATE DATABASE ${db}`);
  return { url, db, drop: () => statement(url, `DROP DATABASE ${db}`) };
}

async function statement(url: string, q: string): Promise<void> {
  const answer = await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
  if (!answer.ok) throw new Error(`InfluxDB refused ${q}: ${answer.status} ${await answer.text()}`);
}
