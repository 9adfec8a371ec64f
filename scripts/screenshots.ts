import { mkdir } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';
import { z } from 'zod';
import { parseConfig } from '../service/parse-config.ts';

const OUT = 'docs/images';
const SIZES = [
  { file: 'console-incident.png', width: 1920, height: 1080 },
  { file: 'console-incident-phone.png', width: 390, height: 844 },
] as const;

const schema = z.object({
  ANJU_URL: z.url().default('http://127.0.0.1:8080'),
  ANJU_USER: z.string().default('admin'),
  ANJU_PASSWORD: z.string().min(1),
  /** zh-CN needs a font with Chinese characters on the machine (Debian: fonts-noto-cjk) */
  ANJU_LANGUAGE: z.enum(['en', 'zh-CN']).default('en'),
  CHROMIUM: z.string().default('/usr/bin/chromium'),
});

/** Takes the pictures of the README from a running platform on which at least one incident is open. */
async function takeScreenshots(): Promise<void> {
  const config = parseConfig(schema, process.env);
  await mkdir(OUT, { recursive: true });
  const browser = await chromium.launch({
    executablePath: config.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  try {
    for (const size of SIZES) await take(browser, config, size);
  } finally {
    await browser.close();
  }
}

async function take(
  browser: Browser,
  config: z.infer<typeof schema>,
  { file, width, height }: (typeof SIZES)[number],
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, locale: config.ANJU_LANGUAGE });
  await page.goto(config.ANJU_URL);
  await page.locator('input[name=username]').fill(config.ANJU_USER);
  await page.locator('input[name=password]').fill(config.ANJU_PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.locator('[data-incident]').first().click();
  await page.locator('canvas').first().waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${OUT}/${file}` });
  await page.close();
}

await takeScreenshots();
