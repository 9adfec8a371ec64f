import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../contracts/incident.ts';
import { openDistrict, PASSWORD, remember, type District, type DistrictHome } from '../harness/district.ts';
import { logIn } from '../harness/log-in.ts';
import { startPlatform, type Platform } from '../harness/platform.ts';
import { goTo } from './arrive.ts';
import { buildWeb } from './build-web.ts';
import { openBrowser, type TestBrowser } from './open-browser.ts';
import { BOUNDARY_FILE } from './screens.ts';

// The stories of docs/console.md, by two operators at two desks of their own: 李敏 and 周涛.
let platform: Platform;
let district: District;
let browser: TestBrowser;
let li: Page;
let zhou: Page;
const releasers: (() => unknown)[] = [];

beforeAll(async () => {
  await buildWeb();
  platform = await startPlatform();
  releasers.push(() => platform.stop());
  district = await openDistrict(platform, { homes: 10 });
  releasers.push(() => district.close());
  await movesAbout(district.home(0));
  browser = await openBrowser();
  releasers.push(() => browser.close());
  li = await sitsDown('limin');
  zhou = await sitsDown('zhoutao');
});

afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

beforeEach(async () => {
  for (const page of [li, zhou]) {
    await nav(page, 'Incidents').click();
    await page.getByTestId('quiet').waitFor();
  }
});

afterEach(async () => {
  const open = 'state=open,acknowledged,dispatched,on_scene&limit=100';
  const { items } = await district.admin.request<{ items: Incident[] }>('GET', `/incidents?${open}`);
  for (const { id } of items) {
    await district.admin.request('POST', `/incidents/${id}/acknowledge`, {});
    await district.admin.request('POST', `/incidents/${id}/resolve`, { disposition: 'test' });
  }
});

/** Somebody logs in at a desk of their own; logging in is the gesture that lets the page sound. */
async function sitsDown(username: string, password = PASSWORD): Promise<Page> {
  const page = await browser.sit();
  releasers.push(() => page.context().close());
  await page.goto(platform.httpUrl);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', password);
  await page.click('button[type=submit]');
  await nav(page, 'Incidents').waitFor();
  await page.getByTestId('sound').waitFor();
  return page;
}

const nav = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
const rowOf = (page: Page, home: DistrictHome) => page.locator('[data-incident]', { hasText: home.address });
const state = (page: Page) => page.getByTestId('state');
const nextAction = (page: Page) => page.getByTestId('next-action');
const presses = (home: DistrictHome) => home.device('sos').says({ action: 'emergency' });
const smokes = (home: DistrictHome, room: string) => home.device('smoke', room).says({ smoke: true });

async function until(check: () => Promise<void>): Promise<void> {
  await vi.waitFor(check, { timeout: 15_000, interval: 50 });
}

async function attribute(locator: Locator, name: string, value: string | null): Promise<void> {
  await until(async () => expect(await locator.getAttribute(name)).toBe(value));
}

const sounds = (page: Page, what: 'life' | 'lost' | 'none' | 'urgent') =>
  attribute(page.getByTestId('sound'), 'data-sound', what);
const nextIs = (page: Page, what: string) => attribute(nextAction(page), 'data-next', what);

async function stateIs(page: Page, words: string): Promise<void> {
  await until(async () => expect(await state(page).innerText()).toBe(words));
}

/** The panel has opened without anybody asking, and listens: what has only just opened takes no A. */
async function hasOpened(page: Page, home: DistrictHome): Promise<void> {
  await page.getByRole('article', { name: home.resident }).waitFor();
  await page.locator('[data-just-opened]').waitFor({ state: 'detached' });
}

async function takes(page: Page): Promise<void> {
  await page.keyboard.press('a');
  await stateIs(page, 'Acknowledged');
}

/** Somebody has been in the living room during the last hours, and the platform has it on record. */
async function movesAbout({ id, device }: DistrictHome): Promise<void> {
  const now = Date.now();
  for (const minutes of [300, 240, 90, 30]) {
    const time = now - minutes * 60_000;
    await device('motion', '客厅').says({ occupancy: true, battery: 80, linkquality: 110, time });
  }
  const path = `/homes/${id}/readings?from=${new Date(now - 86_400_000).toISOString()}`;
  await until(async () => {
    const { items } = await district.admin.request<{ items: unknown[] }>('GET', path);
    expect(items.length).toBeGreaterThanOrEqual(4);
  });
}

async function incidentOf(home: DistrictHome): Promise<Incident> {
  return vi.waitFor(
    async () => {
      const found = await district.incidentOf(home);
      if (!found) throw new Error(`no incident at ${home.address}`);
      return found;
    },
    { timeout: 15_000 },
  );
}

/** What is asked for there is on its way until the returned function is called. */
async function holds(page: Page, url: string): Promise<() => void> {
  let goOn = (): void => undefined;
  const gate = new Promise<void>((open) => {
    goOn = open;
  });
  await page.route(url, async (route) => {
    await gate;
    await route.continue();
  });
  return goOn;
}

const visit = (page: Page, path: string) =>
  goTo(page, { name: path, path, complete: () => Promise.resolve() });

describe('an SOS at night, when nobody is at work', () => {
  it('opens by itself for both, is taken by one key, worked off by keys, and never done twice', async () => {
    const home = district.home(0);
    await presses(home);
    for (const page of [li, zhou]) {
      await hasOpened(page, home);
      await attribute(rowOf(page, home), 'data-mark', 'new');
      await sounds(page, 'life');
      await until(async () => expect(await page.title()).toMatch(/^\(1\) /));
      expect(await state(page).innerText()).toBe('Not acknowledged');
    }
    await li.getByTestId('viewers').filter({ hasText: 'Also here: 周涛' }).waitFor();
    await takes(li);

    // For the other it falls silent, says whose it is, and offers nothing that would be refused.
    await sounds(zhou, 'none');
    await zhou.getByTestId('held-by').filter({ hasText: '李敏 is working on this' }).waitFor();
    expect(await zhou.getByRole('button', { name: /Acknowledge|Take over|Send help|Resolve/ }).count()).toBe(
      0,
    );
    await zhou.keyboard.press('a');
    await zhou.keyboard.press('r');
    expect(await zhou.getByRole('form').count()).toBe(0);
    expect(await state(zhou).innerText()).toBe('Acknowledged');
    expect((await incidentOf(home)).acknowledgement?.byName).toBe('李敏');

    // The resident does not answer, the first contact does.
    await nextIs(li, 'call');
    expect(await nextAction(li).innerText()).toContain('Call 王秀英');
    await li.keyboard.press('1');
    await li.getByTestId('call-form').filter({ hasText: '王秀英' }).waitFor();
    await zhou.getByTestId('viewers').filter({ hasText: '李敏 · on the phone' }).waitFor();
    await li.keyboard.press('o');
    await nextAction(li).filter({ hasText: 'Call 刘洋' }).waitFor();
    expect(await li.getByTestId('call-list').innerText()).toContain('No answer');
    await li.keyboard.press('2');
    await li.getByTestId('call-form').filter({ hasText: '刘洋' }).waitFor();
    await li.keyboard.press('y');
    await nextIs(li, 'dispatch');
    expect(await nextAction(li).innerText()).toContain('刘洋 has been reached: send them');

    // A digit chooses who goes; nobody is sent before Enter.
    await li.keyboard.press('d');
    const whoGoes = li.getByTestId('dispatch-form');
    await whoGoes.waitFor();
    await li.keyboard.press('3');
    expect(await whoGoes.getByRole('radio', { name: /吴阿姨/ }).isChecked()).toBe(true);
    await li.keyboard.press('1');
    expect(await whoGoes.getByRole('radio', { name: /刘洋/ }).isChecked()).toBe(true);
    expect((await incidentOf(home)).state).toBe('acknowledged');
    await li.keyboard.press('Enter');
    await stateIs(li, 'Help on the way');
    for (const page of [li, zhou]) {
      await page.getByText(/To 刘洋 · No\. \d+/).waitFor();
    }
    expect(await nextAction(li).innerText()).toContain('Ask 刘洋: are you there?');
    await li.getByTestId('orders').getByRole('button', { name: 'Mark as done' }).press('Enter');
    for (const page of [li, zhou]) {
      await page
        .getByTestId('orders')
        .getByText(/Done .*李敏$/)
        .waitFor();
    }

    await li.keyboard.press('t');
    await stateIs(zhou, 'Help on the spot');
    await nextIs(li, 'resolve');
    await li.keyboard.press('r');
    await li.getByRole('form', { name: 'How did it end?' }).waitFor();
    await li.keyboard.press('1');
    await li.keyboard.press('Enter');
    await stateIs(li, 'Resolved');
    await rowOf(zhou, home).waitFor({ state: 'detached' });
    await stateIs(zhou, 'Resolved');
    expect(await district.incidentOf(home)).toBeUndefined();
  });

  it('is never taken away from somebody by another one, which stands in the queue as new and sounds', async () => {
    const [first, second] = [district.home(2), district.home(4)];
    await presses(first);
    await hasOpened(li, first);
    await takes(li);
    await presses(second);
    await attribute(rowOf(li, second), 'data-mark', 'new');
    await sounds(li, 'life');
    expect(await li.getByRole('article', { name: first.resident }).count()).toBe(1);
    expect(await li.locator('[data-incident]').first().innerText()).toContain(second.address);
  });

  it('names no step that would change under the finger while it is not known whom to call', async () => {
    const home = district.home(5);
    const goOn = await holds(li, '**/callees');
    await presses(home);
    await hasOpened(li, home);
    await takes(li);
    await nextIs(li, 'load');
    expect(await nextAction(li).innerText()).toContain('One moment');
    expect(await nextAction(li).locator('button[data-kind=primary]').count()).toBe(0);
    expect(await li.getByText('Nobody is registered as having a key').count()).toBe(0);
    await li.keyboard.press('1');
    expect(await li.getByTestId('call-form').count()).toBe(0);
    goOn();
    await nextIs(li, 'call');
    await li.getByTestId('key-holders').filter({ hasText: '吴阿姨' }).waitFor();
  });

  it('does not take anybody from the page that they have just chosen and that is still on its way', async () => {
    const home = district.home(7);
    const goOn = await holds(li, '**/assets/map-page-*.js');
    await nav(li, 'Map').click();
    await presses(home);
    await hasOpened(zhou, home);
    await sounds(li, 'life');
    goOn();
    await li.getByTestId('area-map').waitFor();
    expect(new URL(li.url()).pathname).toBe('/map');
  });

  it('goes to whoever is first: the second is told by name who has it', async () => {
    const home = district.home(6);
    await presses(home);
    await hasOpened(zhou, home);
    const { id } = await incidentOf(home);
    const session = await logIn(platform.httpUrl, district.users.li.username, PASSWORD);
    // Between the press of the key and the update that would have told zhou.
    await zhou.route(`**/incidents/${id}/acknowledge`, async (route) => {
      await session.request('POST', `/incidents/${id}/acknowledge`, {});
      await route.continue();
    });
    await zhou.keyboard.press('a');
    await zhou.getByText(/李敏 was first, at .* and has it until/).waitFor();
    await zhou.getByTestId('held-by').filter({ hasText: '李敏' }).waitFor();
    expect((await incidentOf(home)).acknowledgement?.byName).toBe('李敏');
    await zhou.unroute(`**/incidents/${id}/acknowledge`);
  });
});

describe('a fire with three alarms in two rooms', () => {
  it('is one row that calls again with every alarm, whoever has it, and whose checklist both see', async () => {
    const home = district.home(1);
    await smokes(home, '厨房');
    await hasOpened(li, home);
    await takes(li);
    await sounds(li, 'none');
    await sounds(zhou, 'none');
    const items = li.getByTestId('checklist').getByRole('listitem');
    expect(await items.first().innerText()).toContain('119');
    expect(await nextAction(li).innerText()).toContain('Call 拱墅消防救援站');
    await zhou.getByLabel(/Everybody out/).waitFor();
    // Two ticks in one breath are two ticks, for both.
    await li.getByLabel(/Everybody out/).check();
    await li.getByLabel(/Warn the neighbours/).check();
    for (const page of [li, zhou]) {
      await page.getByTestId('checklist-progress').filter({ hasText: '2 of 7' }).waitFor();
      await until(async () =>
        expect(
          await page
            .getByTestId('checklist')
            .getByText(/^李敏, /)
            .count(),
        ).toBe(2),
      );
    }

    await smokes(home, '客厅');
    for (const page of [li, zhou]) {
      await attribute(rowOf(page, home), 'data-mark', 'raised_again');
      await sounds(page, 'life');
    }
    await home.device('sos').says({ smoke: true });
    await rowOf(li, home).filter({ hasText: 'Alarms: 3' }).waitFor();
    await li.getByTestId('alarm-count').filter({ hasText: 'Alarms: 3' }).waitFor();
    expect(await rowOf(li, home).count()).toBe(1);
    expect(
      await li.getByTestId('rooms').locator('li[data-spoken]', { hasText: '厨房' }).count(),
    ).toBeGreaterThan(0);
    // What had been ticked stays ticked.
    expect(await li.getByLabel(/Everybody out/).isChecked()).toBe(true);
    await takes(li);
    await sounds(zhou, 'none');
  });
});

describe('a false alarm', () => {
  it('is six keys from the call to the record, without a mouse', async () => {
    const home = district.home(2);
    await presses(home);
    await hasOpened(zhou, home);
    const { id } = await incidentOf(home);
    const keys = ['a', '1', 'y', 'r', '2', 'Enter'];
    const then = [
      () => nextIs(zhou, 'call'),
      () => zhou.getByTestId('call-form').waitFor(),
      () => nextIs(zhou, 'resolve'),
      () => zhou.getByRole('form', { name: 'How did it end?' }).waitFor(),
      async () => expect(await zhou.getByLabel('False alarm').isChecked()).toBe(true),
      () => stateIs(zhou, 'Resolved'),
    ];
    for (const [step, key] of keys.entries()) {
      await zhou.keyboard.press(key);
      await then[step]?.();
    }
    const ended = await district.admin.request<Incident>('GET', `/incidents/${id}`);
    expect(ended).toMatchObject({ state: 'resolved', disposition: 'false_alarm' });
    await rowOf(li, home).waitFor({ state: 'detached' });
  });
});

describe('twenty incidents after a power cut', () => {
  it('keeps the technical ones closed and silent, and every call a row of its own, by urgency, then age', async () => {
    await li.setViewportSize({ width: 1920, height: 2400 });
    for (const home of district.homes) await home.device('motion').says({ battery: 3, battery_low: true });
    const technical = li.getByTestId('technical');
    await technical.getByText('Technical, silent: 10').waitFor();
    expect(await technical.getAttribute('open')).toBeNull();
    expect(await li.locator('[data-incident]:visible').count()).toBe(0);
    await sounds(li, 'none');
    expect(await li.title()).not.toMatch(/^\(/);

    // The urgent ones are older: life goes before them all the same.
    const [urgent, life] = [district.homes.slice(0, 3), district.homes.slice(3)];
    for (const home of urgent) {
      await home.device('door').says({ water_leak: true });
      await rowOf(li, home).waitFor();
    }
    await sounds(li, 'urgent');
    for (const home of life) {
      await presses(home);
      await rowOf(li, home).waitFor();
    }
    await sounds(li, 'life');
    const waiting = li
      .getByRole('list', { name: 'Waiting, the most urgent first' })
      .locator('[data-incident]');
    await until(async () => expect(await waiting.count()).toBe(10));
    const rows = await waiting.allInnerTexts();
    const shown = rows.map((text) => district.homes.find(({ address }) => text.includes(address))?.address);
    expect(shown).toEqual([...life, ...urgent].map(({ address }) => address));

    // A filter changes what is shown, never what sounds, and says loudly what it hides.
    const filters = li.getByTestId('queue-filter');
    await filters.getByLabel('Area').selectOption(district.areas.gongchen);
    const hides = li.getByTestId('filter-hides');
    await hides.filter({ hasText: 'The filter hides 5 that are CALLING' }).waitFor();
    expect(await hides.getAttribute('data-loud')).not.toBeNull();
    await until(async () => expect(await waiting.count()).toBe(5));
    expect(await li.title()).toMatch(/^\(10\)/);
    await sounds(li, 'life');
    await li.keyboard.press('Escape');
    await li.keyboard.press('Shift+A');
    await until(async () => expect(await waiting.count()).toBe(10));
    expect(await hides.count()).toBe(0);
    expect((await incidentOf(life[0] ?? district.home(3))).state).toBe('open');
    await li.setViewportSize({ width: 1920, height: 1080 });
  });
});

describe('a shift change', () => {
  it('is signed by who goes, who cannot accept it, and by who comes, who then has what the other had', async () => {
    const home = district.home(4);
    await presses(home);
    await hasOpened(li, home);
    await takes(li);
    const { id } = await incidentOf(home);
    await nav(li, 'Handover').click();
    await li.locator(`[data-point="${id}"]`).filter({ hasText: '李敏 has it until' }).waitFor();
    await li.getByLabel(`Said: ${home.resident}`).check();
    await li.getByLabel('Notes for the next shift').fill('女儿已在路上');
    await li.getByRole('button', { name: 'Sign and hand over' }).click();
    await li.getByText('Signed. It waits for whoever takes over.').waitFor();
    await li.getByRole('link', { name: /李敏.*nobody has signed/ }).click();
    await li.getByText('女儿已在路上').waitFor();
    expect(await li.getByTestId('sign-in').count()).toBe(0);
    expect(await li.getByTestId('handover-waits').count()).toBe(0);
    const path = new URL(li.url()).pathname.replace('/handover/', '/handovers/');
    const session = await logIn(platform.httpUrl, district.users.li.username, PASSWORD);
    await expect(session.request('POST', `${path}/accept`, { takeLeases: true })).rejects.toMatchObject({
      code: 'handover_own',
    });

    const coming = await sitsDown('zhoutao');
    await coming.getByTestId('handover-waits').filter({ hasText: '李敏' }).waitFor();
    await coming.getByRole('link', { name: 'Read and sign' }).click();
    await coming.locator(`[data-point="${id}"]`).filter({ hasText: home.resident }).waitFor();
    expect((await incidentOf(home)).acknowledgement?.byName).toBe('李敏');
    await coming.getByTestId('sign-in').getByRole('button', { name: 'Sign and take over' }).click();
    await coming.getByText('Signed. The shift is yours.').waitFor();
    await coming.getByTestId('handover-waits').waitFor({ state: 'detached' });
    expect((await incidentOf(home)).acknowledgement?.byName).toBe('周涛');
    await nav(li, 'Incidents').click();
    await rowOf(li, home).filter({ hasText: '周涛 has it' }).waitFor();
    // It has changed hands, not called again.
    await sounds(li, 'none');
    await coming.context().close();
  });
});

describe('the connection of one operator', () => {
  it('is said to be cut within 5 s, the other goes on, and it comes back with what happened meanwhile', async () => {
    const [known, unseen] = [district.home(0), district.home(6)];
    await presses(known);
    await hasOpened(li, known);
    await li.context().setOffline(true);
    await li.getByTestId('connection-lost').waitFor({ timeout: 5_000 });
    await li.locator('[data-stale]').first().waitFor();
    await until(async () => expect(await li.title()).toMatch(/NO CONNECTION/));
    expect(await zhou.getByTestId('connection-lost').count()).toBe(0);
    await hasOpened(zhou, known);
    await takes(zhou);
    await presses(unseen);
    await rowOf(zhou, unseen).waitFor();
    expect(await rowOf(li, unseen).count()).toBe(0);
    expect(await rowOf(li, known).getAttribute('data-state')).toBe('open');

    await li.context().setOffline(false);
    await li.getByTestId('connection-restored').waitFor();
    await li.getByTestId('connection-lost').waitFor({ state: 'detached' });
    await rowOf(li, unseen).waitFor();
    await rowOf(li, known).filter({ hasText: '周涛 has it' }).waitFor();
    expect(await li.locator('[data-stale]').count()).toBe(0);
    await sounds(li, 'life');
  });
});

describe('searching and reading', () => {
  it('finds a resident by initials, and opens the home with its parts and the timeline of its rooms', async () => {
    const home = district.home(0);
    await li.keyboard.press('Control+k');
    const field = li.getByRole('combobox', { name: 'What are you looking for?' });
    await field.pressSequentially('wxy');
    await li.getByRole('option', { name: /王秀英/ }).waitFor();
    await li.keyboard.press('Enter');
    await li.getByRole('heading', { level: 1, name: home.address }).waitFor();
    expect(await field.count()).toBe(0);
    await li.getByTestId('protection').waitFor();
    // Devices that have hardly ever been heard are no protection, whatever else is unknown.
    expect(await li.getByTestId('protection').getAttribute('data-state')).not.toBe('protected');
    await li.getByRole('tab', { name: 'Readings' }).click();
    await li.getByTestId('timeline').first().waitFor();
    await li.getByText(/Last motion: .*客厅/).waitFor();
    const part = async (name: string) => {
      await li.getByRole('tab', { name }).click();
      return li.getByRole('tabpanel', { name });
    };
    await (await part('Devices')).getByText('卫生间').first().waitFor();
    await (await part('People')).getByText('吴阿姨').first().waitFor();
    await (await part('History')).getByTestId('home-history').getByText('Help call').first().waitFor();
  });
});

describe('who sees what', () => {
  it('shows a supervisor how fast calls were answered, and gives an operator neither page nor figures', async () => {
    await remember(platform, district, { days: 2 });
    const chen = await sitsDown('chenjie');
    await nav(chen, 'Supervisor').click();
    const within60 = chen.getByRole('group', { name: 'Within 60 s', exact: true });
    await within60.filter({ hasText: /\d+ of \d+/ }).waitFor();
    await chen.context().close();

    expect(await nav(li, 'Supervisor').count()).toBe(0);
    await visit(li, '/supervisor');
    await li.getByText('Your role does not allow this').first().waitFor();
    expect(await li.getByRole('group', { name: 'Within 60 s', exact: true }).count()).toBe(0);
    const session = await logIn(platform.httpUrl, district.users.li.username, PASSWORD);
    await expect(session.request('GET', '/statistics/now')).rejects.toMatchObject({ status: 403 });
  });

  it('tells an operator of another area nothing: no row, no sound, no page, no hit', async () => {
    const body = { username: 'sunyue', name: '孙悦', password: PASSWORD, roles: ['operator'] };
    await district.admin.request('POST', '/users', { ...body, areaIds: [district.areas.mishi] });
    const sun = await sitsDown('sunyue');
    const [theirs, others] = [district.home(3), district.home(8)];
    await presses(others);
    await rowOf(li, others).waitFor();
    const { id } = await incidentOf(others);
    await presses(theirs);
    await hasOpened(sun, theirs);
    expect(await rowOf(sun, others).count()).toBe(0);
    expect(await sun.title()).toMatch(/^\(1\) /);
    await visit(sun, `/incidents/${id}`);
    await sun.getByText('This incident does not exist, or lies outside your areas.').waitFor();
    await visit(sun, `/homes/${others.id}`);
    await sun.getByText('The homes could not be loaded.').waitFor();
    expect(await sun.getByText(others.address).count()).toBe(0);
    await sun.context().close();
  });

  it('shows who works on an incident how to get in as it was changed, and the audit trail who changed it, not to what', async () => {
    const home = district.home(0);
    const admin = await sitsDown('admin', platform.adminPassword);
    await visit(admin, `/homes/${home.id}/edit`);
    await admin.getByRole('textbox', { name: 'How to get in' }).waitFor();
    await presses(home);
    await hasOpened(li, home);
    await li.getByTestId('home-part').getByText('楼道门密码 1958#').waitFor();
    // Who is changing something is not taken away from it.
    await admin.getByRole('textbox', { name: 'How to get in' }).fill('新门锁密码 7731');
    await admin.getByRole('form', { name: /./ }).first().getByRole('button', { name: 'Save' }).click();
    await admin.getByRole('region', { name: 'Place' }).getByText('Saved.').waitFor();

    // Whoever has the old one before them reads the new one, without asking for it.
    await li.getByTestId('home-part').getByText('新门锁密码 7731').waitFor();

    await nav(zhou, 'Incidents').click();
    await rowOf(zhou, home).click();
    await zhou.getByTestId('home-part').getByText('新门锁密码 7731').waitFor();
    expect(await zhou.getByTestId('home-part').getByText('1958').count()).toBe(0);

    await visit(admin, '/admin/audit');
    const change = admin.locator('details[data-action="home.changed"]').first();
    await change.locator('summary').click();
    const { user } = await district.admin.request<{ user: { name: string } }>('GET', '/session');
    const said = await change.innerText();
    expect(said).toContain(user.name);
    expect(said).toContain('access');
    expect(said).toContain(home.address);
    expect(said).not.toContain('7731');
    await admin.context().close();
  });

  it('opens an area that was found, refuses a boundary that is none, and has the right one on the map', async () => {
    const admin = await sitsDown('admin', platform.adminPassword);
    await admin.keyboard.press('Control+k');
    await admin.getByRole('combobox', { name: 'What are you looking for?' }).fill('拱宸桥街道');
    await admin.getByRole('option', { name: /^拱宸桥街道/ }).click();
    const boundary = admin.getByTestId('area-boundary');
    const file = boundary.locator('input[type=file]');
    const { buffer, ...named } = BOUNDARY_FILE;
    await file.setInputFiles({ ...named, buffer: Buffer.from('<kml/>') });
    await boundary.getByText('It is no JSON').waitFor();
    await file.setInputFiles({ ...named, buffer });
    await boundary.getByRole('button', { name: 'Save this boundary' }).click();
    await boundary.getByText('The boundary has been saved.').waitFor();
    await nav(admin, 'Map').click();
    await admin.getByTestId('area-map').getByText('拱宸桥街道').waitFor();
    await admin.context().close();
  });
});

describe('the sound', () => {
  it('silenced at one desk is acknowledged at none, and a tab that may not sound says so until it is touched', async () => {
    const home = district.home(8);
    await presses(home);
    await sounds(li, 'life');
    await sounds(zhou, 'life');
    await hasOpened(zhou, home);
    await zhou.keyboard.press('m');
    await sounds(zhou, 'none');
    await zhou.getByTestId('sound').filter({ hasText: 'Silenced until the next alarm' }).waitFor();
    await sounds(li, 'life');
    expect((await incidentOf(home)).state).toBe('open');
    expect(await state(zhou).innerText()).toBe('Not acknowledged');

    await zhou.reload();
    await zhou.getByTestId('sound-blocked').filter({ hasText: 'Sound is OFF' }).waitFor();
    expect(await zhou.getByTestId('sound').count()).toBe(0);
    await zhou.getByRole('button', { name: 'Turn sound on' }).click();
    await sounds(zhou, 'life');
    expect(await zhou.getByTestId('sound-blocked').count()).toBe(0);
  });

  it('is tried at log-in: who did not hear it is told what to do, and asked no more once it was heard', async () => {
    const page = await sitsDown('chenjie');
    const check = page.getByTestId('sound-check');
    await check.getByRole('button', { name: 'No', exact: true }).click();
    await attribute(check, 'data-unheard', 'true');
    await check.getByText('Check volume, headset').waitFor();
    await check.getByRole('button', { name: 'Yes, I heard it' }).click();
    await check.waitFor({ state: 'detached' });
    await page.context().close();
  });
});
