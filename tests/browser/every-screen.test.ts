import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBusyNight, keepInHand, openDistrict, signOut, type District } from '../harness/district.ts';
import { startPlatform, type Platform } from '../harness/platform.ts';
import { arrive, goTo } from './arrive.ts';
import { buildWeb } from './build-web.ts';
import { openBrowser, type Seat, type TestBrowser } from './open-browser.ts';
import { screensOf, type Screen } from './screens.ts';
import { violations } from './violations.ts';

let platform: Platform;
let browser: TestBrowser;
let district: District;
let screens: Screen[];
let incident: { id: string; sent: string };
const releasers: (() => unknown)[] = [];

beforeAll(async () => {
  await buildWeb();
  platform = await startPlatform();
  releasers.push(() => platform.stop());
  district = await openDistrict(platform, { homes: 7 });
  releasers.push(() => district.close());
  incident = await aBusyNight(platform, district);
  screens = screensOf(district, { incident, handover: await signOut(platform, district) });
  browser = await openBrowser();
  releasers.push(() => browser.close());
});

afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

/** Shows every screen to whoever looks at it, one after the other, as somebody who works there. */
async function lookAtAll(seat: Seat, look: (page: Page, screen: Screen) => Promise<void>): Promise<void> {
  await keepInHand(platform, district, incident);
  const pages = new Map<string, Page>();
  for (const screen of screens) {
    const who = screen.as ?? 'li';
    const known = pages.get(who);
    const page = known ?? (await browser.sit(seat));
    pages.set(who, page);
    await (known ? goTo(page, screen) : arrive(page, { platform, district, screen }));
    await look(page, screen);
    await screen.leave?.(page);
  }
  for (const page of pages.values()) await page.context().close();
}

it.each([
  { language: 'zh-CN', scheme: 'light', width: 1920, height: 1080 },
  { language: 'en', scheme: 'dark', width: 1366, height: 768 },
] as const)('no screen has an accessibility violation: $language, $scheme, $width wide', async (seat) => {
  const found: Record<string, string[]> = {};
  await lookAtAll(seat, async (page, { name }) => {
    expect(await page.getAttribute('html', 'lang'), name).toBe(seat.language);
    const wrong = await violations(page);
    if (wrong.length > 0) found[name] = wrong;
  });
  expect(found).toEqual({});
});

it('no screen is wider than the phone it is on', async () => {
  const wide: Record<string, number> = {};
  await lookAtAll({ language: 'zh-CN', width: 390, height: 844 }, async (page, { name }) => {
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > 390) wide[name] = width;
  });
  expect(wide).toEqual({});
});
