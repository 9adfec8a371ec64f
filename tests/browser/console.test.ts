import mqtt from 'mqtt';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Incident } from '../../contracts/incident.ts';
import { logIn, type Session } from '../harness/log-in.ts';
import { startPlatform, type Platform } from '../harness/platform.ts';
import { buildWeb } from './build-web.ts';
import { openBrowser, type Seat, type TestBrowser } from './open-browser.ts';

const PASSWORD = 'a-long-enough-password';
let platform: Platform;
let admin: Session;
let browser: TestBrowser;
let areaId: string;
let homes = 0;
const releasers: (() => unknown)[] = [];

beforeAll(async () => {
  await buildWeb();
  platform = await startPlatform();
  releasers.push(() => platform.stop());
  browser = await openBrowser();
  releasers.push(() => browser.close());
  admin = await logIn(platform.httpUrl, 'admin', platform.adminPassword);
  areaId = (await admin.request<{ id: string }>('POST', '/areas', { name: '拱墅区' })).id;
});

afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

afterEach(async () => {
  const { items } = await admin.request<{ items: Incident[] }>(
    'GET',
    '/incidents?state=open,acknowledged,dispatched,on_scene',
  );
  for (const { id } of items) {
    await admin.request('POST', `/incidents/${id}/acknowledge`, {});
    await admin.request('POST', `/incidents/${id}/resolve`, { disposition: 'test' });
  }
});

/** A home with a resident, a contact and a help button that is really connected. */
async function aHome() {
  const address = `莫干山路 ${++homes} 号`;
  const home = await admin.request<{ id: string }>('POST', '/homes', { areaId, address });
  await admin.request('POST', `/homes/${home.id}/residents`, {
    name: '王秀英',
    birthDate: '1939-05-02',
    phone: '057188001234',
    livesAlone: true,
    conditions: ['高血压'],
  });
  await admin.request('POST', `/homes/${home.id}/contacts`, {
    name: '刘洋',
    relation: 'grid_worker',
    phone: '13800001111',
    order: 1,
  });
  const device = await admin.request<{ id: string; secret: string }>('POST', `/homes/${home.id}/devices`, {
    kind: 'sos',
    room: '卧室',
  });
  const client = await mqtt.connectAsync(platform.mqttUrl, {
    clientId: device.id,
    username: device.id,
    password: device.secret,
  });
  releasers.push(() => client.endAsync(true));
  let seq = 0;
  const presses = async (): Promise<void> => {
    const reading = { action: 'emergency', time: new Date().toISOString(), seq: ++seq };
    await client.publishAsync(`devices/${device.id}/readings`, JSON.stringify(reading), { qos: 1 });
  };
  return { id: home.id, address, presses };
}

async function aUser(role: 'operator' | 'family', name: string, scope: object): Promise<string> {
  const username = `user${crypto.randomUUID().slice(0, 8)}`;
  await admin.request('POST', '/users', { username, name, password: PASSWORD, roles: [role], ...scope });
  return username;
}

async function atLogin(seat?: Seat): Promise<Page> {
  const page = await browser.sit(seat);
  releasers.push(() => page.context().close());
  await page.goto(platform.httpUrl);
  await page.locator('input[name=username]').waitFor();
  return page;
}

async function loggedIn(options: { username?: string; seat?: Seat } = {}): Promise<Page> {
  const { username = 'admin', seat } = options;
  const page = await atLogin(seat);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', username === 'admin' ? platform.adminPassword : PASSWORD);
  await page.click('button[type=submit]');
  await page.locator('ol').first().waitFor({ state: 'attached' });
  return page;
}

const rowOf = (page: Page, address: string) => page.locator('[data-incident]', { hasText: address });
const state = (page: Page) => page.getByTestId('state');
const sound = (page: Page) => page.getByTestId('sound');

/** Exactly: "Acknowledged" is not what "Not acknowledged" says. */
async function says(page: Page, testId: string, text: string): Promise<void> {
  await vi.waitFor(
    async () => expect((await page.getByTestId(testId).innerText()).split('\n')[0]).toBe(text),
    {
      timeout: 15_000,
    },
  );
}

/** Opens an incident from the queue: letters act on what is on the screen, so wait until it is. */
async function opens(page: Page, address: string): Promise<void> {
  await rowOf(page, address).click();
  await state(page).waitFor();
}

/** What has opened by itself takes no key for a moment, so that none that was meant for the queue acknowledges it. */
async function acknowledges(page: Page): Promise<void> {
  await vi.waitFor(
    async () => {
      await page.keyboard.press('a');
      expect(await state(page).innerText()).toBe('Acknowledged');
    },
    { timeout: 15_000, interval: 300 },
  );
}

describe('logging in', () => {
  it('says that name or password is wrong, keeps what was typed, and lets nobody in', async () => {
    const page = await atLogin();
    await page.fill('input[name=username]', 'admin');
    await page.fill('input[name=password]', 'wrong');
    await page.click('button[type=submit]');
    await page.getByRole('alert').filter({ hasText: 'User name or password is wrong.' }).waitFor();
    expect(await page.inputValue('input[name=username]')).toBe('admin');
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  it('arms the sound, and after a reload says unmistakably that it is off until the page is touched', async () => {
    const page = await loggedIn();
    await says(page, 'sound', 'Sound on');
    await page.reload();
    await page.getByTestId('sound-blocked').waitFor();
    await page.getByRole('button', { name: 'Turn sound on' }).click();
    await says(page, 'sound', 'Sound on');
  });
});

describe('a press in a home', () => {
  it('appears by itself, sounds, and is worked off by keyboard from acknowledge to resolve', async () => {
    const home = await aHome();
    const page = await loggedIn();
    await page.getByTestId('quiet').waitFor();
    await home.presses();
    const row = rowOf(page, home.address);
    await row.waitFor();
    expect(await row.innerText()).toContain('王秀英');
    expect(await sound(page).getAttribute('data-sound')).toBe('life');
    expect(await page.title()).toMatch(/^\(1\)/);

    await page.keyboard.press('j');
    await state(page).waitFor();
    await page
      .getByText(/8[67] years/)
      .first()
      .waitFor();
    expect(await page.getByRole('link', { name: /13800001111/ }).getAttribute('href')).toBe(
      'tel:13800001111',
    );
    await page.getByTestId('next-call').first().waitFor();
    await page.getByRole('heading', { name: 'Who was called' }).waitFor();
    await page.keyboard.press('a');
    await says(page, 'state', 'Acknowledged');
    await page
      .getByTestId('lease')
      .filter({ hasText: 'Yours until' })
      .getByRole('button', { name: 'Keep it' })
      .waitFor();
    expect(await page.getByTestId('next-call').count()).toBe(0);
    await vi.waitFor(async () => expect(await sound(page).getAttribute('data-sound')).toBe('none'));
    await page
      .getByTestId('next-action')
      .getByRole('button', { name: /Call 王秀英/ })
      .waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('o');
    await page
      .getByTestId('next-action')
      .getByRole('button', { name: /Call 刘洋/ })
      .waitFor();
    await page.keyboard.press('2');
    await page.keyboard.press('y');
    await page.getByText('刘洋 has been reached: send them').waitFor();
    await page.keyboard.press('d');
    await page.getByRole('radio', { name: /刘洋/ }).waitFor();
    await page.keyboard.press('Enter');
    await says(page, 'state', 'Help on the way');
    await page.getByText('Ask 刘洋: are you there?').waitFor();
    await page.keyboard.press('t');
    await says(page, 'state', 'Help on the spot');
    await page.keyboard.press('r');
    await page.getByLabel('Assistance given').check();
    await page.getByLabel(/Note for the record/).fill('Slipped in the bathroom, unhurt');
    await page.getByRole('button', { name: 'Resolve now' }).click();
    await says(page, 'state', 'Resolved');
    await row.waitFor({ state: 'detached' });
    await page.getByText('Slipped in the bathroom, unhurt').waitFor();
  });

  it('does not take a step for letters that somebody writes in a note', async () => {
    const home = await aHome();
    const page = await loggedIn();
    await home.presses();
    await opens(page, home.address);
    await acknowledges(page);
    await page.keyboard.press('n');
    await page.getByLabel('What was said or done').pressSequentially('daughter rang, all right');
    await page.getByRole('button', { name: 'Save the note' }).click();
    await page.getByRole('list', { name: 'What happened' }).getByText('daughter rang, all right').waitFor();
    expect(await state(page).innerText()).toBe('Acknowledged');
  });

  it('can be silenced without being acknowledged, and a second press sounds again', async () => {
    const home = await aHome();
    const page = await loggedIn();
    await home.presses();
    await rowOf(page, home.address).waitFor();
    await page.getByRole('button', { name: /Silence/ }).click();
    await says(page, 'sound', 'Silenced until the next alarm');
    expect(await rowOf(page, home.address).getAttribute('data-state')).toBe('open');
    await home.presses();
    await says(page, 'sound', 'Sounding: life');
    await rowOf(page, home.address).filter({ hasText: 'Alarms: 2' }).waitFor();
  });

  it('that happens while one writes how it ended must be read before it can be resolved', async () => {
    const home = await aHome();
    const page = await loggedIn();
    await home.presses();
    await opens(page, home.address);
    await acknowledges(page);
    await page.keyboard.press('r');
    await page.getByLabel('False alarm').check();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByText('Acknowledged: you have it.').waitFor();
    expect(await page.getByRole('button', { name: 'Resolve now' }).count()).toBe(1);
    await home.presses();
    await page.getByText('Something new happened while you were writing').waitFor();
    expect(await page.getByRole('button', { name: 'Resolve now' }).count()).toBe(0);
  });
});

describe('who may do what', () => {
  it('shows an operator who else has it, and offers nothing that would be refused', async () => {
    const home = await aHome();
    const page = await loggedIn({ username: await aUser('operator', 'Zhang Min', { areaIds: [areaId] }) });
    await home.presses();
    await rowOf(page, home.address).click();
    await page.getByRole('button', { name: /Acknowledge/ }).waitFor();
    const id = (await rowOf(page, home.address).getAttribute('data-incident')) ?? '';
    await admin.request('POST', `/incidents/${id}/acknowledge`, {});
    await page.getByText(/is working on this/).waitFor();
    expect(await page.getByRole('button', { name: /Acknowledge|Send help|Take over/ }).count()).toBe(0);
  });

  it('lets a family follow their own home without a single button that acts, and see no other home', async () => {
    const [own, other] = [await aHome(), await aHome()];
    const page = await loggedIn({ username: await aUser('family', '王建国', { homeIds: [own.id] }) });
    await other.presses();
    await own.presses();
    await rowOf(page, own.address).click();
    await page.getByText('The dispatch centre acts on it.').waitFor();
    expect(await page.getByRole('button', { name: /Acknowledge|note|Resolve/i }).count()).toBe(0);
    expect(await rowOf(page, other.address).count()).toBe(0);
  });
});

describe('the connection', () => {
  it('is said to be lost within 5 s, comes back by itself, and shows what was pressed meanwhile', async () => {
    const home = await aHome();
    const page = await loggedIn();
    await page.getByTestId('quiet').waitFor();
    await platform.kill('console');
    await page.getByTestId('connection-lost').waitFor({ timeout: 5_000 });
    await page.getByTestId('quiet').filter({ hasText: 'unknown' }).waitFor();
    await home.presses();
    await platform.restart('console');
    await page.getByTestId('connection-lost').waitFor({ state: 'detached', timeout: 20_000 });
    await page.getByTestId('connection-restored').waitFor();
    await rowOf(page, home.address).waitFor();
  });
});
