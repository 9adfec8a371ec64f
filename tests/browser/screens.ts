import type { Page } from 'playwright-core';
import type { District } from '../harness/district.ts';

export interface Screen {
  /** of its picture */
  name: string;
  path: string;
  /** what stands there when it is complete, in either language; opens what has to be opened */
  complete: (page: Page) => Promise<void>;
  /** puts away what the next screen would not put away by itself */
  leave?: (page: Page) => Promise<void>;
  /** who looks at it */
  as?: 'admin' | 'chen' | 'daughter' | 'li' | 'nobody';
}

/**
 * Every screen of the console as a person would find it in the district; `incident` is one that li has in hand and
 * one (`sent`) to which somebody was sent, `handover` one that was signed out.
 */
export function screensOf(
  district: District,
  { incident, handover }: { incident: { id: string; sent: string }; handover: { id: string } },
): Screen[] {
  const home = district.home(0).id;
  const month = new Date().toISOString().slice(0, 7);
  const inHand = `/incidents/${incident.id}`;
  const admin = ['areas', 'users', 'duty', 'services', 'webhooks', 'maintenance', 'audit', 'quarantine'];
  const asAdmin = { as: 'admin' as const };
  const asChen = { as: 'chen' as const };
  return [
    { name: 'login', path: '/', complete: seen('input[name=username]'), as: 'nobody' },
    { name: 'queue', path: '/', complete: seen('[data-incident]') },
    {
      name: 'palette',
      path: '/',
      complete: async (page) => {
        await page.keyboard.press('Control+k');
        await page.locator('[role=combobox]').fill('wxy');
        await seen('[role=listbox] >> text=王秀英')(page);
      },
      leave: closed,
    },
    { name: 'keys', path: '/', complete: byKey('?', '[role=dialog]'), leave: closed },
    { name: 'incident', path: inHand, complete: seen('[data-testid=next-action]') },
    {
      name: 'incident-call',
      path: inHand,
      complete: async (page) => {
        // Whom to call is read after the incident: before that the digit means nobody.
        await seen('[data-testid=next-action] kbd:text-is("1")')(page);
        await byKey('1', '[data-testid=call-form]')(page);
      },
      leave: cancelled,
    },
    {
      name: 'incident-dispatch',
      path: inHand,
      complete: byKey('d', '[data-testid=dispatch-form]'),
      leave: cancelled,
    },
    {
      name: 'incident-resolve',
      path: inHand,
      complete: byKey('r', 'form input[type=radio]'),
      leave: cancelled,
    },
    { name: 'incident-note', path: inHand, complete: byKey('n', 'main form textarea'), leave: cancelled },
    { name: 'incident-family', path: inHand, complete: seen('article'), as: 'daughter' },
    { name: 'work-order', path: `/incidents/${incident.sent}/order`, complete: seen('[data-testid=order]') },
    { name: 'homes', path: '/homes', complete: seen('a[href^="/homes/"]') },
    { name: 'home', path: `/homes/${home}`, complete: seen('[data-testid=protection]') },
    {
      name: 'home-readings',
      path: `/homes/${home}?tab=readings`,
      complete: seen('[data-testid=timeline] canvas'),
    },
    { name: 'home-devices', path: `/homes/${home}?tab=devices`, complete: seen('[role=tabpanel] h2') },
    {
      name: 'home-people',
      path: `/homes/${home}?tab=people`,
      complete: seen('[role=tabpanel] a[href^="tel:"]'),
    },
    {
      name: 'home-history',
      path: `/homes/${home}?tab=history`,
      complete: seen('[data-testid=home-history]'),
    },
    { name: 'map', path: '/map', complete: seen('[data-testid=area-map] canvas') },
    { name: 'wall', path: '/wall', complete: seen('main footer'), ...asChen },
    { name: 'wall-lost', path: '/wall', complete: cutOff, leave: connectedAgain, ...asChen },
    { name: 'supervisor', path: '/supervisor', complete: seen('main h3'), ...asChen },
    { name: 'report', path: `/reports/${month}`, complete: seen('table'), ...asChen },
    { name: 'handover', path: '/handover', complete: seen('section h2') },
    { name: 'handover-record', path: `/handover/${handover.id}`, complete: seen('[data-testid=sign-in]') },
    ...admin.map((name) => ({
      name: `admin-${name}`,
      path: `/admin/${name}`,
      complete: seen('h1'),
      ...asAdmin,
    })),
    { name: 'admin-policies', path: '/admin/policies', complete: seen('section[aria-label] ol'), ...asAdmin },
    {
      name: 'policy-editor',
      path: '/admin/policies',
      complete: async (page) => {
        await page.locator('main section button').first().click();
        await seen('main form')(page);
      },
      ...asAdmin,
    },
    {
      name: 'admin-area',
      path: `/admin/areas?open=${district.areas.gongchen}`,
      complete: async (page) => {
        await page.getByTestId('area-boundary').locator('input[type=file]').setInputFiles(BOUNDARY_FILE);
        await seen('[data-testid=area-boundary] canvas')(page);
      },
      ...asAdmin,
    },
    { name: 'password', path: '/account/password', complete: seen('main form') },
    { name: 'home-edit', path: `/homes/${home}/edit`, complete: seen('main form'), ...asAdmin },
    { name: 'queue-lost', path: '/', complete: cutOff, leave: connectedAgain },
  ];
}

/** Around the homes of the district, but for some of them. */
export const BOUNDARY_FILE = {
  name: '拱宸桥街道.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [120.13, 30.31],
            [120.152, 30.312],
            [120.155, 30.334],
            [120.134, 30.338],
            [120.13, 30.31],
          ],
        ],
      },
    }),
  ),
};

function seen(selector: string): (page: Page) => Promise<void> {
  return (page) => page.locator(selector).first().waitFor();
}

/** What a key opens once the page listens to it. */
function byKey(key: string, selector: string): (page: Page) => Promise<void> {
  return async (page) => {
    await seen(page.url().includes('/incidents/') ? '[data-testid=next-action]' : '[data-incident]')(page);
    await page.keyboard.press(key);
    await seen(selector)(page);
  };
}

async function closed(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function cancelled(page: Page): Promise<void> {
  await page.locator('[data-testid=call-form] button, main form button[type=button]').last().click();
}

async function cutOff(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.getByTestId('connection-lost').waitFor();
}

async function connectedAgain(page: Page): Promise<void> {
  await page.context().setOffline(false);
  await page.getByTestId('connection-lost').waitFor({ state: 'hidden' });
}
