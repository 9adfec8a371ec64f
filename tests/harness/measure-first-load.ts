import type { Page } from 'playwright-core';

/** A connection and a computer, as Chromium pretends them. */
export interface Conditions {
  /** bits a second, both ways */
  bitsPerSecond: number;
  /** ms that each request waits beside */
  latencyMs: number;
  /** how many times slower the processor is than this one */
  cpuSlowdown: number;
}

/** One arrival at the console with an empty cache. Bytes as they cross the wire, headers included. */
export interface FirstLoad {
  /** until the log-in form can be used */
  login: { bytes: number; ms: number };
  /** until the queue is true: the page, and the snapshot drawn; `ms` from the click on "log in" */
  queue: { bytes: number; ms: number };
}

/**
 * Opens the console, logs in and waits for the queue, counting what comes over the wire.
 * @param page of a context that has never been there
 */
export async function measureFirstLoad(
  page: Page,
  options: { url: string; username: string; password: string; conditions?: Conditions | undefined },
): Promise<FirstLoad> {
  const { url, username, password, conditions } = options;
  const devtools = await page.context().newCDPSession(page);
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await devtools.send('Network.enable');
  if (conditions !== undefined) {
    const throughput = conditions.bitsPerSecond / 8;
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: conditions.latencyMs,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: conditions.cpuSlowdown });
  }
  const start = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('input[name=username]').fill(username);
  const login = { bytes, ms: performance.now() - start };
  await page.fill('input[name=password]', password);
  const clicked = performance.now();
  await page.click('button[type=submit]');
  // Only a screen that has its snapshot says that it is quiet, or has a row.
  await page.getByTestId('quiet').or(page.locator('[data-incident]')).first().waitFor();
  const ms = performance.now() - clicked;
  // What the page fetches on the side (preloaded chunks) belongs to the load as well.
  await page.waitForLoadState('networkidle');
  return { login, queue: { bytes, ms } };
}
