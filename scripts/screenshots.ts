import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { buildWeb } from '../tests/browser/build-web.ts';
import { openBrowser, type Seat } from '../tests/browser/open-browser.ts';
import { screensOf } from '../tests/browser/screens.ts';
import { arrive } from '../tests/browser/arrive.ts';
import { aBusyNight, keepInHand, openDistrict, signOut } from '../tests/harness/district.ts';
import { startAliyunProvider } from '../tests/harness/aliyun-provider.ts';
import { PROVIDER_ACCOUNT, providerEnv } from '../tests/harness/provider-env.ts';
import { startSmtpProvider } from '../tests/harness/smtp-provider.ts';
import { SERVICES } from '../standalone/start-service.ts';
import { startPlatform } from '../tests/harness/platform.ts';

const OUT = process.argv[2] ?? 'docs/images';
const ONLY = process.argv[3]?.split(',');
/** Where the district is: who works there has a computer that tells the same time. */
const HOME_TIME = 'Asia/Shanghai';
/** What somebody looks at on a phone. */
const ON_A_PHONE = [
  'login',
  'queue',
  'incident',
  'incident-family',
  'home',
  'home-readings',
  'map',
  'handover',
];

/** What the English documents show. */
const IN_ENGLISH = [
  'login',
  'queue',
  'incident',
  'home-readings',
  'map',
  'wall',
  'supervisor',
  'handover',
  'admin-policies',
];

/**
 * Takes pictures of every screen: a platform of its own, a made-up district with a fire, a fall and a shift
 * that is half over, and Chromium. The machine needs a font with Chinese characters (Debian: fonts-noto-cjk).
 * `npx tsx scripts/screenshots.ts [folder [names,of,screens]]`
 */
async function takeScreenshots(): Promise<void> {
  const releasers: (() => unknown)[] = [];
  try {
    await mkdir(OUT, { recursive: true });
    await buildWeb();
    const sms = await startAliyunProvider(PROVIDER_ACCOUNT);
    releasers.push(() => sms.stop());
    const mail = await startSmtpProvider();
    releasers.push(() => mail.stop());
    const platform = await startPlatform({
      services: SERVICES,
      own: { postgres: true, influx: true },
      env: {
        LOG_LEVEL: 'warn',
        ...providerEnv({ aliyunUrl: sms.url, smtpUrl: mail.url }),
        PLATFORM_CONTACTS: 'mailto:platform@example.org',
      },
    });
    releasers.push(() => platform.stop());
    const district = await openDistrict(platform, { homes: 10 });
    releasers.push(() => district.close());
    const incident = await aBusyNight(platform, district);
    const handover = await signOut(platform, district);
    const browser = await openBrowser();
    releasers.push(() => browser.close());
    const seats: Seat[] = [
      { language: 'zh-CN', width: 1920, height: 1080 },
      { language: 'en', width: 1920, height: 1080 },
      { language: 'zh-CN', width: 390, height: 844 },
    ];
    for (const seat of seats) {
      await keepInHand(platform, district, incident);
      for (const screen of screensOf(district, { incident, handover })) {
        if (seat.width === 390 && !ON_A_PHONE.includes(screen.name)) continue;
        if (seat.language === 'en' && !IN_ENGLISH.includes(screen.name)) continue;
        if (ONLY && !ONLY.includes(screen.name)) continue;
        const page = await browser.sit({ ...seat, timezone: HOME_TIME });
        const size = seat.width === 390 ? '-phone' : '';
        const language = seat.language === 'en' ? '' : '.zh-CN';
        await arrive(page, { platform, district, screen, onceIn: answerTheSoundCheck });
        await page.screenshot({ path: `${OUT}/${screen.name}${size}${language}.png` });
        await page.context().close();
      }
    }
  } finally {
    for (const release of releasers.reverse()) await release();
  }
}

/** Asked once after each log-in: it is not what the pictures are of. */
async function answerTheSoundCheck(page: Page): Promise<void> {
  const check = page.getByTestId('sound-check');
  if (await check.isVisible()) await check.getByRole('button').first().click();
  const desktop = page.getByTestId('desktop-check');
  if (await desktop.isVisible()) await desktop.getByRole('button').last().click();
}

await takeScreenshots();
