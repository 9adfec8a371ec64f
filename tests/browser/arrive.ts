import type { Page } from 'playwright-core';
import { PASSWORD, type District } from '../harness/district.ts';
import type { Platform } from '../harness/platform.ts';
import type { Screen } from './screens.ts';

/** What TanStack Router shows of itself to its developer tools. */
interface Router {
  state: { status: 'idle' | 'pending'; resolvedLocation?: { pathname: string } };
}

/** Logs in, as the person whose screen it is, and goes there. */
export async function arrive(
  page: Page,
  options: {
    platform: Platform;
    district: District;
    screen: Screen;
    /** what is done before going there */
    onceIn?: (page: Page) => Promise<void>;
  },
): Promise<void> {
  const { platform, district, screen, onceIn } = options;
  const { as = 'li' } = screen;
  await page.goto(platform.httpUrl);
  if (as !== 'nobody') {
    await page.fill('input[name=username]', as === 'admin' ? 'admin' : district.users[as].username);
    await page.fill('input[name=password]', as === 'admin' ? platform.adminPassword : PASSWORD);
    await page.click('button[type=submit]');
    await page.locator('nav').first().waitFor();
    // What calls opens by itself: before one goes elsewhere, not while.
    await page.waitForLoadState('networkidle');
    await onceIn?.(page);
  }
  await goTo(page, screen);
}

/** Within the page, as people go there: a page that was loaded anew may not make a sound. */
export async function goTo(page: Page, { path, complete }: Screen): Promise<void> {
  await page.evaluate(
    `history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
  );
  // What is looked for may stand on the page before as well.
  const { pathname } = new URL(path, page.url());
  await page.waitForFunction((wanted) => {
    const { __TSR_ROUTER__: router } = globalThis as { __TSR_ROUTER__?: Router };
    const there = router?.state.resolvedLocation;
    return there === undefined || (there.pathname === wanted && router?.state.status === 'idle');
  }, pathname);
  await complete(page);
  await page.waitForLoadState('networkidle');
  // No part of it is still on its way.
  await page
    .getByText(/正在加载|Loading/)
    .and(page.locator(':visible'))
    .first()
    .waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
}
