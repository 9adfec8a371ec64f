import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import { defineCommand, runMain } from 'citty';
import { FAULT_KINDS, type FaultKind } from './fault.ts';
import { runChaos } from './run-chaos.ts';
import { summarize } from './summarize.ts';
import { writeReport } from './write-report.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const command = defineCommand({
  meta: {
    name: 'chaos',
    description:
      'Two of everything under load, faults at random from a seed, and the audit of what was promised',
  },
  args: {
    minutes: { type: 'string', default: '3', description: 'length of the load; hours are as good' },
    seed: { type: 'string', description: 'repeats the schedule of faults of an earlier run' },
    readings: { type: 'string', default: '2000', description: 'readings a second' },
    presses: { type: 'string', default: '20', description: 'presses a second' },
    'at-once': { type: 'string', default: '3', description: 'faults at once, at most' },
    patience: {
      type: 'string',
      default: '120',
      description: 'seconds that all that was accepted may take to arrive afterwards',
    },
    only: { type: 'string', description: `only these kinds of faults: ${FAULT_KINDS.join(',')}` },
    out: { type: 'string', description: 'folder of the report (default: under DATA_DIR or ./data)' },
  },
  run: async ({ args }) => {
    const seed = args.seed === undefined ? randomInt(1, 2 ** 31) : positive('seed', args.seed);
    const out = resolve(args.out ?? join(process.env['DATA_DIR'] ?? 'data', 'chaos', `seed-${seed}`));
    const interrupted = new AbortController();
    process.once('SIGINT', () => interrupted.abort());
    process.once('SIGTERM', () => interrupted.abort());
    const result = await runChaos({
      seed,
      minutes: positive('minutes', args.minutes),
      readings: positive('readings', args.readings),
      presses: positive('presses', args.presses),
      patienceSeconds: positive('patience', args.patience),
      atOnce: positive('at-once', args['at-once']),
      ...(args.only !== undefined && { only: args.only.split(',').map(kindOf) }),
      logDir: join(out, 'logs'),
      signal: interrupted.signal,
      say: (line) => say(`${new Date().toISOString().slice(11, 23)} ${line}`),
    });
    await writeReport(out, result);
    say(summarize(result));
    say(`report: ${join(out, 'report.html')}`);
    process.exit(result.findings.length === 0 ? 0 : 1);
  },
});

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && value < Infinity) return value;
  throw new Error(`--${name} is ${text}: give a number above 0`);
}

function kindOf(text: string): FaultKind {
  const kind = FAULT_KINDS.find((one) => one === text);
  if (kind === undefined) throw new Error(`--only ${text}: there are ${FAULT_KINDS.join(', ')}`);
  return kind;
}

await runMain(command);
