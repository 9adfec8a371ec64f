import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notePid } from './pid-files.ts';
import { runningPostgresUrl } from './running-postgres.ts';

test('the private PostgreSQL of a DATA_DIR is found while it runs, and not when only its files are left', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'anju-test-'));
  try {
    await mkdir(join(dir, 'postgres'));
    await writeFile(join(dir, 'postgres', 'password'), 'se-cret\n');
    await writeFile(join(dir, 'postgres', 'port'), '5433\n');
    expect(runningPostgresUrl(dir)).toBeUndefined();
    notePid(join(dir, 'pids', 'postgres'), process.pid);
    expect(runningPostgresUrl(dir)).toBe('postgresql://anju:se-cret@127.0.0.1:5433/anju');
    await writeFile(join(dir, 'pids', 'postgres'), JSON.stringify({ pid: process.pid, identity: 'another' }));
    expect(runningPostgresUrl(dir)).toBeUndefined();
  } finally {
    await rm(dir, { recursive: true });
  }
});
