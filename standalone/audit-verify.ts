import { resolve } from 'node:path';
import { defineCommand, renderUsage, runCommand } from 'citty';
import { z } from 'zod';
import { auditKeyFile } from '../service/audit-key.ts';
import { auditKeyField, databaseUrlField } from '../service/env-fields.ts';
import { findKey } from '../service/kept-key.ts';
import { parseConfig } from '../service/parse-config.ts';
import { parseHead } from '../store/audit-chain.ts';
import { countUnchained } from '../store/chain-audit.ts';
import { describeVerdict } from '../store/describe-verdict.ts';
import { openStore } from '../store/open-store.ts';
import { verifyAudit } from '../store/verify-audit.ts';
import { runningPostgresUrl } from './running-postgres.ts';

/** A row older than this should long have been chained, ms. */
const UNCHAINED_MS = 60_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

// `npm run audit:verify`. Exit code 0: the chain holds; 1: it does not; 2: it could not be looked at.
const command = defineCommand({
  meta: {
    name: 'npm run audit:verify --',
    description: 'Proves that nobody has changed the audit trail, or names the first row that does not hold',
  },
  args: {
    head: { type: 'string', description: 'SEQ:HASH noted earlier: it must still stand in the chain' },
  },
  run: async ({ args }) => {
    const noted = args.head === undefined ? undefined : parseHead(args.head);
    if (args.head !== undefined && noted === undefined) {
      throw new Error(
        `--head is "${args.head}": must be SEQ:HASH, as an earlier run or the log of alerting says`,
      );
    }
    const { databaseUrl, key } = await whereItIs();
    const store = openStore({ databaseUrl, connections: 2 });
    try {
      const { intact, text } = describeVerdict(await verifyAudit({ store, key, noted }), noted);
      say(text);
      const { rows, oldest } = await countUnchained(store);
      if (oldest !== undefined && Date.now() - oldest.getTime() > UNCHAINED_MS) {
        say(
          `${rows} rows are not in the chain yet, the oldest since ${oldest.toISOString()}: does alerting run?`,
        );
      }
      process.exitCode = intact ? 0 : 1;
    } finally {
      await store.destroy();
    }
  },
});

async function whereItIs(): Promise<{ databaseUrl: string; key: string }> {
  const config = parseConfig(
    z.object({
      DATABASE_URL: databaseUrlField.optional(),
      DATA_DIR: z.string().default('./data'),
      AUDIT_KEY: auditKeyField,
    }),
    process.env,
  );
  const dataDir = resolve(config.DATA_DIR);
  const databaseUrl = config.DATABASE_URL ?? runningPostgresUrl(dataDir);
  if (databaseUrl === undefined) {
    throw new Error(
      `DATABASE_URL is not set, and no PostgreSQL of \`npm start\` runs on DATA_DIR ${dataDir}. Set one of them, or start it`,
    );
  }
  const key = await findKey(auditKeyFile({ ...config, DATA_DIR: dataDir }));
  if (key === undefined) {
    throw new Error(`AUDIT_KEY is not set, and DATA_DIR ${dataDir} has no file audit-key. Set one of them`);
  }
  return { databaseUrl, key };
}

const rawArgs = process.argv.slice(2);
const unknown = rawArgs.find((arg) => arg.startsWith('-') && !/^--(head(=.*)?|help)$/.test(arg));
try {
  if (rawArgs.includes('--help')) say(await renderUsage(command));
  else if (unknown !== undefined)
    throw new Error(`there is no ${unknown}; see npm run audit:verify -- --help`);
  else await runCommand(command, { rawArgs });
} catch (error) {
  process.stderr.write(`audit:verify: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
