import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineCommand } from 'citty';
import { Redis } from 'ioredis';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import type { Principal } from '../../contracts/people.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { openStore } from '../../store/open-store.ts';
import { buildWeb } from '../../tests/browser/build-web.ts';
import { logIn } from '../../tests/harness/log-in.ts';
import { startPlatform } from '../../tests/harness/platform.ts';
import { registerMany } from '../../tests/harness/register-many.ts';
import { percentile } from '../side-by-side/statistics.ts';
import { startChurn } from './churn.ts';
import { INSTALL_PROBE, pauseProbe, READ_PROBE, type ProbeReport } from './page-probe.ts';
import { slope } from './slope.ts';

interface ConsoleBenchOptions {
  open: number;
  changes: number;
  minutes: number;
  json: string | undefined;
}

interface HeapSample {
  atSeconds: number;
  heapMiB: number;
  domNodes: number;
}

const HEAP_EVERY_S = 15;
/** Code that is still being compiled and caches that fill for the first time are no growth. */
const SETTLED_AFTER_S = 45;
const STUTTER_MS = 50;
const PASSWORD = 'a-long-enough-password';

/**
 * The console as people get it, in a browser, while very much happens: frames, long tasks, the heap after a collection,
 * nodes in the page, and from publishing a change to its row being painted.
 */
async function benchConsole({ open, changes, minutes, json }: ConsoleBenchOptions): Promise<void> {
  const releasers: (() => unknown)[] = [];
  try {
    await buildWeb();
    const platform = await startPlatform({
      services: ['console'],
      own: { postgres: true, influx: true },
      env: { LOG_LEVEL: 'error' },
    });
    releasers.push(() => platform.stop());
    await pollUntil(() => isUp(platform.httpUrl), { timeoutMs: 30_000 });
    const store = openStore({ databaseUrl: platform.databaseUrl, connections: 8 });
    releasers.push(() => store.destroy());
    const redis = new Redis(platform.redisUrl);
    releasers.push(() => redis.quit());
    const session = await logIn(platform.httpUrl, 'admin', platform.adminPassword);
    const operator = { username: 'bench', name: 'Bench', password: PASSWORD, roles: ['operator'] };
    const { id } = await session.request<Principal>('POST', '/users', operator);
    const churn = await startChurn({
      ...{ store, redis, open },
      devices: await registerMany(store, { homes: open + 200, kinds: ['sos'], areaName: 'bench' }),
      by: { kind: 'user', id, override: true },
    });
    releasers.push(() => churn.stop());

    const { page, version, close } = await openPage();
    releasers.push(close);
    const shownMs = await logInOn(page, platform.httpUrl, platform.adminPassword);
    await page.evaluate(INSTALL_PROBE);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const read = () => page.evaluate<ProbeReport>(READ_PROBE);

    churn.start(changes);
    const started = Date.now();
    const seconds = () => (Date.now() - started) / 1_000;
    const paintedMs: number[] = [];
    const heap: HeapSample[] = [];
    let probe = await read();
    while (seconds() < minutes * 60) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      probe = await read();
      churn.look(probe.inSight);
      for (const [incident, drawn, at] of probe.painted) {
        const published = churn.publishedAt(incident, drawn);
        if (published !== undefined) paintedMs.push(at - published);
      }
      if (seconds() >= heap.length * HEAP_EVERY_S)
        heap.push({ atSeconds: seconds(), ...(await weigh(page, devtools)) });
    }
    const took = seconds();
    heap.push({ atSeconds: took, ...(await weigh(page, devtools)) });

    const settled = heap.filter(({ atSeconds }) => atSeconds >= SETTLED_AFTER_S);
    const frameMs = probe.frames.flatMap((count, ms) => Array<number>(count).fill(ms));
    const result = {
      ...{ open, seconds: Math.round(took), chromium: version },
      changesPerSecond: Math.round((churn.published() / took) * 10) / 10,
      /** looks at which a change was due and had to wait: the generator, not the page, was too slow */
      generatorLate: churn.late(),
      snapshotToRowsMs: shownMs,
      frames: {
        count: frameMs.length,
        p50: percentile(frameMs, 0.5),
        p99: percentile(frameMs, 0.99),
        longest: percentile(frameMs, 1),
        [`over${STUTTER_MS}ms`]: frameMs.filter((ms) => ms > STUTTER_MS).length,
      },
      longTasks: probe.longTasks,
      publishToPaintedMs: {
        count: paintedMs.length,
        p50: percentile(paintedMs, 0.5),
        p99: percentile(paintedMs, 0.99),
        max: percentile(paintedMs, 1),
      },
      heapGrowthMiBPerMinute: slope(settled.map(({ atSeconds, heapMiB }) => [atSeconds / 60, heapMiB])),
      nodeGrowthPerMinute: slope(settled.map(({ atSeconds, domNodes }) => [atSeconds / 60, domNodes])),
      heap,
    };
    const file =
      json ?? join('data', 'bench', `console-${new Date().toISOString().replaceAll(':', '')}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
    console.log(JSON.stringify(result, null, 1));
    console.log(`written to ${file}`);
  } finally {
    for (const release of releasers.reverse()) await release();
  }
}

async function openPage() {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'en' });
  return { page, version: browser.version(), close: () => browser.close() };
}

/** @returns ms from logging in until rows stand on the screen, the snapshot of all of them included */
async function logInOn(page: Page, url: string, password: string): Promise<number> {
  await page.goto(url);
  await page.fill('input[name=username]', 'admin');
  await page.fill('input[name=password]', password);
  const from = Date.now();
  await page.click('button[type=submit]');
  await page.locator('[data-incident]').first().waitFor({ timeout: 60_000 });
  return Date.now() - from;
}

/** What the page holds on to once everything that it has let go is collected. */
async function weigh(page: Page, devtools: CDPSession): Promise<{ heapMiB: number; domNodes: number }> {
  await page.evaluate(pauseProbe(true));
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  await page.evaluate(pauseProbe(false));
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { heapMiB: Math.round((of('JSHeapUsedSize') / 2 ** 20) * 100) / 100, domNodes: of('Nodes') };
}

function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

export const consoleCommand = defineCommand({
  meta: {
    name: 'console',
    description: 'The web console with thousands open: frames, memory, and from publishing to painted',
  },
  args: {
    open: { type: 'string', default: '2000', description: 'incidents that are open all the time' },
    changes: { type: 'string', default: '100', description: 'changes a second' },
    minutes: { type: 'string', default: '10', description: 'how long' },
    json: { type: 'string', description: 'file for the figures' },
  },
  run: ({ args }) =>
    benchConsole({
      open: Number(args.open),
      changes: Number(args.changes),
      minutes: Number(args.minutes),
      json: args.json,
    }),
});
