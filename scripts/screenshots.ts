import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { buildWeb } from '../tests/browser/build-web.ts';
import { openBrowser, type Seat } from '../tests/browser/open-browser.ts';
import { screensOf, type Screen } from '../tests/browser/screens.ts';
import { liveADay, openDistrict, PASSWORD, remember, type District } from '../tests/harness/district.ts';
import { logIn } from '../tests/harness/log-in.ts';
import { startAliyunProvider } from '../tests/harness/aliyun-provider.ts';
import { PROVIDER_ACCOUNT, providerEnv } from '../tests/harness/provider-env.ts';
import { startSmtpProvider } from '../tests/harness/smtp-provider.ts';
import { startPlatform, type Platform } from '../tests/harness/platform.ts';

const OUT = process.argv[2] ?? 'docs/images';
const ONLY = process.argv[3]?.split(',');
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

/**
 * Takes the pictures of docs/screens.md: a platform of its own, a made-up district with a fire, a fall and a shift
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
    const browser = await openBrowser();
    releasers.push(() => browser.close());
    const seats: Seat[] = [
      { language: 'zh-CN', width: 1920, height: 1080 },
      { language: 'en', width: 1920, height: 1080 },
      { language: 'zh-CN', width: 390, height: 844 },
    ];
    for (const seat of seats) {
      for (const screen of screensOf(district, incident)) {
        if (seat.width === 390 && !ON_A_PHONE.includes(screen.name)) continue;
        if (ONLY && !ONLY.includes(screen.name)) continue;
        const page = await browser.sit(seat);
        const size = seat.width === 390 ? '-phone' : '';
        const language = seat.language === 'en' ? '' : '.zh-CN';
        await visit(page, { platform, district, screen });
        await page.screenshot({ path: `${OUT}/${screen.name}${size}${language}.png` });
        await page.context().close();
      }
    }
  } finally {
    for (const release of releasers.reverse()) await release();
  }
}

/** Three weeks behind it, a day of readings, and now: a fire in three rooms, an SOS in work, a fall, low batteries. */
async function aBusyNight(platform: Platform, district: District): Promise<{ id: string }> {
  await remember(platform, district);
  for (const n of [0, 1, 2]) await liveADay(district.home(n), Date.now());
  const { says: press } = district.home(0).device('sos');
  await press({ action: 'emergency' });
  const fire = district.home(1);
  await fire.device('smoke', '厨房').says({ smoke: true, battery: 88 });
  await fire.device('smoke', '客厅').says({ smoke: true, battery: 90 });
  await district.home(2).device('sos').says({ fall: true });
  await district.home(4).device('sos').says({ action: 'emergency' });
  await district.home(3).device('motion').says({ battery: 4, battery_low: true });
  await district.home(5).device('door').says({ battery: 7, battery_low: true });
  await district.home(6).device('smoke').says({ tamper: true });
  const find = async (n: number) => {
    for (;;) {
      const found = await district.incidentOf(district.home(n));
      if (found) return found.id;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const [sos, , fall, other] = [await find(0), await find(1), await find(2), await find(4)];
  const li = await logIn(platform.httpUrl, district.users.li.username, PASSWORD);
  const zhou = await logIn(platform.httpUrl, district.users.zhou.username, PASSWORD);
  await li.request('POST', `/incidents/${sos}/acknowledge`, {});
  await li.request('POST', `/incidents/${sos}/notes`, { text: '老人说在卫生间滑倒，意识清楚' });
  await zhou.request('POST', `/incidents/${fall}/acknowledge`, {});
  await zhou.request('POST', `/incidents/${fall}/dispatch`, {});
  await zhou.request('POST', `/incidents/${other}/acknowledge`, {});
  return { id: sos };
}

async function visit(
  page: Page,
  { platform, district, screen }: { platform: Platform; district: District; screen: Screen },
): Promise<void> {
  const { path, complete, as = 'li' } = screen;
  await page.goto(platform.httpUrl);
  if (as !== 'nobody') {
    const admin = path.startsWith('/admin');
    await page.fill('input[name=username]', admin ? 'admin' : district.users[as].username);
    await page.fill('input[name=password]', admin ? platform.adminPassword : PASSWORD);
    await page.click('button[type=submit]');
    await page.locator('nav').first().waitFor();
    // Within the page, as people go there: a page that was loaded anew may not make a sound.
    await page.evaluate(
      `history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  }
  await complete(page);
  await page.waitForLoadState('networkidle');
  await page.mouse.move(0, 0);
}

await takeScreenshots();
