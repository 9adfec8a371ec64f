import { mkdir } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';
import { z } from 'zod';
import { parseConfig } from '../service/parse-config.ts';

const OUT = 'docs/images';
const PICTURES = [
  { file: 'console-incident.png', locale: 'en', width: 1920, height: 1080 },
  { file: 'console-incident-phone.png', locale: 'en', width: 390, height: 844 },
  { file: 'console-incident.zh-CN.png', locale: 'zh-CN', width: 1920, height: 1080 },
  { file: 'console-incident-phone.zh-CN.png', locale: 'zh-CN', width: 390, height: 844 },
] as const;

const schema = z.object({
  ANJU_URL: z.url().default('http://127.0.0.1:8080'),
  ANJU_USER: z.string().default('admin'),
  ANJU_PASSWORD: z.string().min(1),
  CHROMIUM_PATH: z.string().default('/usr/bin/chromium'),
});

/**
 * Takes the pictures of the README from a running platform on which at least one incident is open. The machine
 * needs a font with Chinese characters (Debian: fonts-noto-cjk).
 */
async function takeScreenshots(): Promise<void> {
  const config = parseConfig(schema, process.env);
  await mkdir(OUT, { recursive: true });
  const browser = await chromium.launch({
    executablePath: config.CHROMIUM_PATH,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  try {
    for (const picture of PICTURES) await take(browser, config, picture);
  } finally {
    await browser.close();
  }
}

async function take(
  browser: Browser,
  config: z.infer<typeof schema>,
  { file, locale, width, height }: (typeof PICTURES)[number],
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, locale });
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
