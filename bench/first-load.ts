import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineCommand } from 'citty';
import { buildWeb } from '../tests/browser/build-web.ts';
import { openBrowser } from '../tests/browser/open-browser.ts';
import { measureFirstLoad, type Conditions, type FirstLoad } from '../tests/harness/measure-first-load.ts';
import { startPlatform } from '../tests/harness/platform.ts';
import { spreadOf } from './side-by-side/statistics.ts';

const CONDITIONS: { name: string; conditions: Conditions | undefined }[] = [
  { name: 'this machine', conditions: undefined },
  { name: 'office PC, 10 Mbit/s', conditions: { bitsPerSecond: 10e6, latencyMs: 40, cpuSlowdown: 2 } },
  { name: 'phone, 1.6 Mbit/s', conditions: { bitsPerSecond: 1.6e6, latencyMs: 150, cpuSlowdown: 4 } },
];

/** Time until the log-in form can be used, and from the log-in until the queue is drawn, with an empty cache. */
async function benchFirstLoad(rounds: number, json: string | undefined): Promise<void> {
  const releasers: (() => unknown)[] = [];
  try {
    await buildWeb();
    const own = { postgres: true, influx: true };
    const platform = await startPlatform({ own, env: { LOG_LEVEL: 'warn' } });
    releasers.push(() => platform.stop());
    const browser = await openBrowser();
    releasers.push(() => browser.close());
    const measured = new Map<string, FirstLoad[]>(CONDITIONS.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const { name, conditions } of CONDITIONS) {
        const page = await browser.sit({ width: 1366, height: 768 });
        const options = {
          url: platform.httpUrl,
          username: 'admin',
          password: platform.adminPassword,
          conditions,
        };
        measured.get(name)?.push(await measureFirstLoad(page, options));
        await page.context().close();
      }
    }
    const results = [...measured].map(([name, loads]) => ({
      conditions: name,
      loginBytes: spreadOf(loads.map(({ login }) => login.bytes)),
      loginMs: spreadOf(loads.map(({ login }) => login.ms)),
      queueBytes: spreadOf(loads.map(({ queue }) => queue.bytes)),
      queueMs: spreadOf(loads.map(({ queue }) => queue.ms)),
    }));
    for (const { conditions, loginBytes, loginMs, queueBytes, queueMs } of results) {
      const form = `form after ${loginMs.median.toFixed(0)} ms (${loginMs.min.toFixed(0)}-${loginMs.max.toFixed(0)}), ${kib(loginBytes.median)}`;
      const queue = `queue ${queueMs.median.toFixed(0)} ms after the click (${queueMs.min.toFixed(0)}-${queueMs.max.toFixed(0)}), ${kib(queueBytes.median)} in all`;
      console.log(`${conditions}: ${form}; ${queue}`);
    }
    const file =
      json ?? join('data', 'bench', `first-load-${new Date().toISOString().replaceAll(':', '')}.json`);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ rounds, results }, null, 2)}\n`);
  } finally {
    for (const release of releasers.reverse()) await release();
  }
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KiB`;
}

export const firstLoadCommand = defineCommand({
  meta: {
    name: 'first-load',
    description: 'The console with an empty cache: bytes, and time until it can be used',
  },
  args: {
    rounds: { type: 'string', default: '5', description: 'visits under each of the conditions' },
    json: {
      type: 'string',
      description: 'file for all figures (default: ./data/bench/first-load-DATE.json)',
    },
  },
  run: ({ args }) => benchFirstLoad(Number(args.rounds), args.json),
});
