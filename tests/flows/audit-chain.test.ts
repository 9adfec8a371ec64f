import { execFile } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Registry } from 'prom-client';
import { sql } from 'kysely';
import { startAuditChain } from '../../alerting/chain-audit-rows.ts';
import { createLogger } from '../../service/create-logger.ts';
import { ROOT } from '../../standalone/start-service.ts';
import { writeAudit } from '../../store/audit.ts';
import { formatHead } from '../../store/audit-chain.ts';
import { chainAudit, countUnchained } from '../../store/chain-audit.ts';
import { describeVerdict } from '../../store/describe-verdict.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { verifyAudit } from '../../store/verify-audit.ts';
import { freshDatabase } from '../harness/fresh-database.ts';

const key = 'a key that nobody else has, 32 characters or more';

let url: string;
let store: Store;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await freshDatabase();
  ({ url, drop } = database);
  store = openStore({ databaseUrl: url });
});
afterAll(async () => {
  await store.destroy();
  await drop();
});
beforeEach(() => asSuperuser('delete from audit'));

async function write(count: number, from = 0): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => ({
    actor: 'system',
    action: 'incident.opened',
    subject: `incident:${from + n + 1}`,
    homeId: newId(),
    // What a clumsy canonical form would trip over: order of keys, numbers, text in Chinese, quotes.
    detail: { z: 1.5e300, a: [{ y: 1, b: '"王秀英"\\' }], n: n / 3 },
  }));
  await writeAudit(store, rows);
}

async function chainAll(): Promise<number> {
  const { linked } = await chainAudit({ store, key });
  return linked === 0 ? 0 : linked + (await chainAll());
}

/** Somebody with every right in the database, who does not want to be noticed. */
async function asSuperuser(statement: string): Promise<void> {
  await store.connection().execute(async (connection) => {
    await sql`set session_replication_role = replica`.execute(connection);
    await sql.raw(statement).execute(connection);
    await sql`set session_replication_role = origin`.execute(connection);
  });
}

const verify = (noted?: { seq: bigint; hash: Buffer }) => verifyAudit({ store, key, noted, pageSize: 3 });
const headNow = async () => (await verify()).head;

/** What `npm run audit:verify` answers. */
function runVerify(args: string[], env: Record<string, string>): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const { DATABASE_URL: _, AUDIT_KEY: __, DATA_DIR: ___, ...rest } = process.env;
    execFile(
      process.execPath,
      ['--import', 'tsx', 'standalone/audit-verify.ts', ...args],
      { cwd: ROOT, env: { ...rest, ...env } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    );
  });
}

describe('the chain', () => {
  it('takes 5,000 rows and holds; microseconds and numbers survive the way there and back', async () => {
    await write(5_000);
    await asSuperuser(`update audit set at = at + interval '1 microsecond' * (id % 1000)`);
    expect(await chainAll()).toBe(5_000);
    const verdict = await verifyAudit({ store, key, pageSize: 999 });
    expect(verdict).toMatchObject({ rows: 5_000, head: { seq: 5_000n } });
    expect(verdict.broken).toBeUndefined();
    expect(await countUnchained(store)).toEqual({ rows: 0, oldest: undefined });
  });

  it('is one chain, however many link at once, and no row is in it twice', async () => {
    await write(300);
    const linked = await Promise.all(
      Array.from({ length: 40 }, () =>
        chainAudit({ store, key, batch: 20 }).then((chained) => chained.linked),
      ),
    );
    const rest = await chainAll();
    expect(linked.reduce((sum, n) => sum + n, rest)).toBe(300);
    expect(await verify()).toMatchObject({ rows: 300, head: { seq: 300n } });
  });

  it('gives a row whose transaction ended late the next number', async () => {
    await store.transaction().execute(async (trx) => {
      await writeAudit(trx, [{ actor: 'system', action: 'late', subject: 'late' }]);
      await write(1);
      expect(await chainAll()).toBe(1);
    });
    expect(await chainAll()).toBe(1);
    const rows = await store.selectFrom('audit').select('action').orderBy('chain_seq').execute();
    expect(rows.map(({ action }) => action)).toEqual(['incident.opened', 'late']);
    expect(await verify()).toMatchObject({ rows: 2 });
  });
});

describe('the database', () => {
  it('refuses to change or delete a row, or to give it another place in the chain', async () => {
    await write(2);
    const only = /the audit trail can only be added to/;
    const attempt = (statement: string) => sql.raw(statement).execute(store);
    await expect(attempt(`update audit set actor = 'nobody'`)).rejects.toThrow(only);
    await expect(attempt(`update audit set chain_seq = 1, hash = '', actor = 'nobody'`)).rejects.toThrow(
      only,
    );
    await expect(attempt('delete from audit')).rejects.toThrow(only);
    await chainAll();
    await expect(attempt('update audit set chain_seq = chain_seq + 7')).rejects.toThrow(only);
    await expect(attempt('update audit set chain_seq = null, hash = null')).rejects.toThrow(only);
    expect((await verify()).broken).toBeUndefined();
  });
});

describe('a trail that somebody with all rights has touched', () => {
  beforeEach(async () => {
    await write(10);
    await chainAll();
  });
  const said = async (noted?: { seq: bigint; hash: Buffer }) => describeVerdict(await verify(noted), noted);

  it('names an altered row, and says that those after it follow it', async () => {
    await asSuperuser(`update audit set detail = '{"n": 0}' where chain_seq = 5`);
    const { intact, text } = await said();
    expect(intact).toBe(false);
    expect(text).toMatch(
      /row 5 \(id \d+, .*Z, incident\.opened, incident:5\): .* it alone was altered\.\n4 rows/,
    );
  });

  it('names an altered time even by a microsecond', async () => {
    await asSuperuser(`update audit set at = at - interval '1 microsecond' where chain_seq = 7`);
    expect((await verify()).broken).toMatchObject({ seq: 7n, what: 'altered' });
  });

  it('misses a deleted row, and several, also the first', async () => {
    await asSuperuser('delete from audit where chain_seq = 4');
    expect((await said()).text).toMatch(/row 5 .*: number 4 before it is missing/);
    await asSuperuser('delete from audit where chain_seq in (1, 2, 3)');
    expect((await said()).text).toMatch(
      /row 5 .*: numbers 1 to 4 before it are missing.*\nNo row before it holds/,
    );
  });

  it('does not hold with a forged row, wherever it was put: at the end, in between, before the start', async () => {
    const forge = (seq: number) =>
      asSuperuser(`insert into audit (actor, action, subject, chain_seq, hash)
                   values ('system', 'forged', 'forged', ${seq}, sha256('anything'))`);
    await forge(11);
    expect((await said()).text).toMatch(/row 11 .*forged.*: its hash is not the one that follows/);
    await asSuperuser(`update audit set chain_seq = -3 where action = 'forged'`);
    expect((await said()).text).toMatch(/row -3 .*forged.*: its number should be 1/);
    await asSuperuser(`update audit set chain_seq = chain_seq + 100 where chain_seq > 3`);
    await asSuperuser(`update audit set chain_seq = 4 where action = 'forged'`);
    await asSuperuser(`update audit set chain_seq = chain_seq - 99 where chain_seq > 100`);
    expect((await said()).text).toMatch(/row 4 .*forged.*: its hash is not the one that follows/);
  });

  it('does not hold when two rows have changed places', async () => {
    await asSuperuser(`update audit set chain_seq = -chain_seq where chain_seq in (3, 4)`);
    await asSuperuser(`update audit set chain_seq = 7 + chain_seq where chain_seq < 0`);
    expect((await verify()).broken).toMatchObject({ seq: 3n, what: 'altered', subject: 'incident:4' });
  });

  it('shows rows cut off the end, or chained anew by us after a change, to who has noted a head', async () => {
    const noted = await headNow();
    expect(await said(noted)).toMatchObject({
      intact: true,
      text: expect.stringContaining('stands in it') as string,
    });
    await asSuperuser(
      `update audit set chain_seq = null, hash = null, actor = 'nobody' where chain_seq = 10`,
    );
    expect((await said(noted)).text).toMatch(
      /^Rows were cut off the end: a head with number 10 was noted, the chain ends at 9/,
    );
    await chainAll();
    expect((await said()).intact).toBe(true);
    expect(await said(noted)).toMatchObject({
      intact: false,
      text: expect.stringMatching(/^Row 10 is not/) as string,
    });
  });

  it('is noticed by the process that chains, within its next look', async () => {
    const log: string[] = [];
    const logger = createLogger({
      service: 'alerting',
      level: 'info',
      format: 'json',
      write: (line) => log.push(line),
    });
    const registry = new Registry();
    const chaining = startAuditChain({ store, key, logger, registry, everyMs: 10 });
    try {
      const head = formatHead(await headNow());
      await vi.waitFor(() => expect(log.join('')).toContain(`"head":"${head}"`), 15_000);
      await write(3, 10);
      await vi.waitFor(async () => expect(await countUnchained(store)).toMatchObject({ rows: 0 }), 15_000);
      await asSuperuser('delete from audit where chain_seq > 8');
      await vi.waitFor(
        () => expect(log.join('')).toContain('the audit trail has been cut or rewritten'),
        15_000,
      );
    } finally {
      await chaining.stop();
    }
    expect(log.filter((line) => line.includes('"level":50'))).toHaveLength(1);
    expect(log.at(-1)).toContain('head of the audit trail at the stop');
    const metrics = await registry.metrics();
    expect(metrics).toContain('anju_audit_chained_total 3');
    expect(metrics).toContain('anju_audit_cut_total 1');
    expect(metrics).toContain('anju_audit_unchained_rows 0');
  });
});

describe('npm run audit:verify', () => {
  it('ends with 0 and the head when the chain holds, and tells of rows that nobody chains', async () => {
    await write(3);
    await chainAll();
    const head = formatHead(await headNow());
    await asSuperuser(`insert into audit (at, actor, action, subject)
                       values (now() - interval '2 minutes', 'system', 'waits', 'waits')`);
    const { code, said } = await runVerify([`--head=${head}`], { DATABASE_URL: url, AUDIT_KEY: key });
    expect(said).toContain(
      `3 rows, chain intact, head ${head}\nThe head noted earlier, number 3, stands in it.\n1 rows are not`,
    );
    expect(code).toBe(0);
  });

  it('ends with 1 and the row when it does not, and says when it is the key that is another', async () => {
    await write(3);
    await chainAll();
    const other = await runVerify([], { DATABASE_URL: url, AUDIT_KEY: `another ${key}` });
    expect(other.said).toContain('AUDIT_KEY is not the key of this chain');
    expect(other.said).not.toContain(key);
    await asSuperuser(`update audit set actor = 'nobody' where chain_seq = 2`);
    const broken = await runVerify([], { DATABASE_URL: url, AUDIT_KEY: key });
    expect(broken.said).toMatch(/^The chain is broken at row 2 /);
    expect([other.code, broken.code]).toEqual([1, 1]);
  });

  it('says what to set when it does not know where the trail is, or has no key, and makes none up', async () => {
    const nowhere = await runVerify([], { DATA_DIR: '/nonexistent' });
    expect(nowhere.said).toMatch(
      /^audit:verify: DATABASE_URL is not set, and no PostgreSQL .* on DATA_DIR \/nonexistent/,
    );
    const keyless = await runVerify([], { DATABASE_URL: url, DATA_DIR: '/nonexistent' });
    expect(keyless.said).toMatch(
      /^audit:verify: AUDIT_KEY is not set, and DATA_DIR \/nonexistent has no file audit-key/,
    );
    expect([nowhere.code, keyless.code]).toEqual([2, 2]);
  });
});
