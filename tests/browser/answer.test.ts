import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '../../contracts/incident.ts';
import type { Locale } from '../../contracts/notification.ts';
import { createAnswerLink } from '../../store/answer-links.ts';
import { called } from '../harness/called.ts';
import { startTestConsole, type TestConsole } from '../harness/console.ts';
import { temporaryDir } from '../harness/temporary-dir.ts';
import { buildWeb } from './build-web.ts';
import { openBrowser, type Seat, type TestBrowser } from './open-browser.ts';
import { violations } from './violations.ts';

const PHONE = { width: 390, height: 844 };
let anju: TestConsole;
let browser: TestBrowser;
let area: string;
const releasers: (() => unknown)[] = [];

beforeAll(async () => {
  const { dir, remove } = await temporaryDir();
  releasers.push(remove);
  await buildWeb(dir);
  anju = await startTestConsole({ WEB_DIR: dir });
  releasers.push(() => anju.stop());
  browser = await openBrowser();
  releasers.push(() => browser.close());
  area = await anju.area('拱墅区');
});

afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

/** A press at a home with a neighbour and a daughter, who are both called; the links they get. */
async function press(locale: Locale = 'zh-CN') {
  const admin = await anju.admin();
  const home = (await admin.post('/homes', { areaId: area, address: '莫干山路 1 号 3-2-501' })).body as {
    id: string;
  };
  await admin.post(`/homes/${home.id}/residents`, { name: '王秀英', conditions: ['高血压'] });
  const incidentId = await anju.alarm(home.id);
  const link = async (name: string, relation: string) => {
    const { body } = await admin.post(`/homes/${home.id}/contacts`, { name, relation, phone: '13800001111' });
    const { id: contactId } = body as { id: string };
    await anju.store.updateTable('contacts').set({ locale }).where('id', '=', contactId).execute();
    const notificationId = await called(anju.store, { incidentId, contactId, name });
    const token = await createAnswerLink(anju.store, { notificationId, incidentId, contactId }, Date.now());
    return `${anju.url}/a/${token}`;
  };
  const state = async () => ((await admin.get(`/incidents/${incidentId}`)).body as Incident).state;
  return { state, neighbour: await link('赵阿姨', 'neighbour'), daughter: await link('王丽', 'family') };
}

async function opens(url: string, seat: Seat = {}): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.sit({ ...PHONE, ...seat });
  releasers.push(() => page.context().close());
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on('websocket', (socket) => asked.push(`WS ${socket.url()}`));
  await page.goto(url);
  return { page, asked };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function isAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

describe('the page of somebody who was called', () => {
  it('takes them from "I am going" to the outcome, and shows each next reader who goes', async () => {
    const { state, neighbour, daughter } = await press();
    const { page, asked } = await opens(neighbour);
    await page.getByRole('heading', { name: '王秀英按了一键呼叫' }).waitFor();
    await page.getByText('还没有人接手').waitFor();
    await isAccessible(page);
    expect(await state()).toBe('open');
    await button(page, '我去').click();
    await page.getByText('已送达，指挥中心已收到。').waitFor();
    expect(await state()).toBe('dispatched');
    const other = await opens(daughter, { scheme: 'dark' });
    await other.page.getByText('赵阿姨（邻居） 正在赶去').waitFor();
    await isAccessible(other.page);
    await button(page, '我到了').click();
    await page.getByLabel('补充说明').fill('在厨房，没有受伤');
    await isAccessible(page);
    await button(page, '平安无事').click();
    await page.getByText('您的回复：平安无事').waitFor();
    expect(await state()).toBe('on_scene');
    // Nothing of the console: no session, no socket, nobody else's server.
    const paths = asked.map((line) => line.replace(/(\/a|\/answers|\/assets)\/.*/, '$1'));
    paths.push('GET /favicon.svg');
    expect([...new Set(paths)].sort()).toEqual([
      'GET /a',
      'GET /api/v1/answers',
      'GET /assets',
      'GET /favicon.svg',
      'POST /api/v1/answers',
    ]);
  });

  it('sends once however often it is pressed, says so while the network is gone, and arrives when it is back', async () => {
    const { state, neighbour } = await press();
    const { page, asked } = await opens(neighbour);
    const going = button(page, '我去');
    await going.waitFor();
    await page.context().setOffline(true);
    await going.click();
    // It says that it is busy; an impatient finger presses all the same.
    await going.click({ force: true });
    await page.getByText('网络不好，还没有发出去').waitFor();
    expect(await state()).toBe('open');
    await page.context().setOffline(false);
    await page.getByText('已送达，指挥中心已收到。').waitFor();
    expect(await state()).toBe('dispatched');
    await page.getByText('您的回复：我去').waitFor();
    const { body } = await (await anju.admin()).get('/incidents?state=dispatched');
    const [incident] = (body as { items: Incident[] }).items;
    expect(incident?.events.filter(({ type }) => type === 'going')).toHaveLength(1);
    expect(asked.filter((line) => line.startsWith('WS'))).toEqual([]);
  });

  it('speaks the language of the contact, and another one on request', async () => {
    const { neighbour } = await press('en');
    const { page } = await opens(neighbour, { language: 'zh-CN' });
    await page.getByRole('heading', { name: '王秀英 has pressed the help button' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await button(page, '中文').click();
    await button(page, '去不了').waitFor();
  });

  it('says what to do where the link opens nothing', async () => {
    const { page } = await opens(`${anju.url}/a/AAAAAAAAAAAAAAAAAAAAAA`, { language: 'zh-CN' });
    await page.getByRole('heading', { name: '这个链接打不开' }).waitFor();
    const answer = await fetch(`${anju.url}/a/whatever`);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });
});
