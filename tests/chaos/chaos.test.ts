import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../standalone/start-service.ts';
import { runChaos } from './run-chaos.ts';
import { summarize } from './summarize.ts';
import { writeReport } from './write-report.ts';

/**
 * The same faults every time: what is new in a run is then a change of ours, and `npm run chaos -- --seed` looks for the
 * rest. The rate leaves two cores room to catch up beside two of every service (docs/chaos.md).
 */
const SEED = 4;
const RATES = { readings: 1_000, presses: 20 };
const out = join(ROOT, 'data', 'chaos', 'test');

it('three minutes of faults lose, double and invent no press and no reading, and no call is left out', async () => {
  const result = await runChaos({ seed: SEED, minutes: 3, ...RATES, logDir: join(out, 'logs') });
  await writeReport(out, result);
  process.stdout.write(`${summarize(result)}\nreport: ${join(out, 'report.html')}\n`);
  expect(result.promised.presses).toBeGreaterThan(1_000);
  expect(result.promised.readings).toBeGreaterThan(50_000);
  expect(result.findings.slice(0, 50)).toEqual([]);
}, 400_000);
