import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';

interface Page {
  focused: boolean;
  messages: unknown[];
}
let source: string;
beforeAll(async () => {
  source = await readFile(new URL('../public/push-worker.js', import.meta.url), 'utf8');
});

/** The worker itself, in a browser of which only what it uses is there. */
function aWorker(pages: Page[] = []) {
  const listeners = new Map<string, (event: unknown) => void>();
  const shown: { title: string; options: { tag?: string; data: { path: string } } }[] = [];
  const opened: string[] = [];
  const waits: unknown[] = [];
  const waitUntil = (promise: unknown) => waits.push(promise);
  const scope = {
    URL,
    location: { origin: 'https://anju.example' },
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
    registration: {
      showNotification: (title: string, options: { data: { path: string } }) =>
        shown.push({ title, options }),
    },
    clients: {
      matchAll: () =>
        Promise.resolve(
          pages.map((page) => ({
            focused: page.focused,
            postMessage: (message: unknown) => page.messages.push(message),
            focus: () => Promise.resolve(),
          })),
        ),
      openWindow: (path: string) => opened.push(path),
    },
  };
  runInNewContext(source, scope);
  return {
    shown,
    opened,
    listensTo: () => [...listeners.keys()],
    pushes(text: string) {
      const data = { json: () => JSON.parse(text) as unknown, text: () => text };
      listeners.get('push')?.({ data, waitUntil });
      return shown.at(-1);
    },
    async clicks(path: string) {
      listeners.get('notificationclick')?.({
        notification: { data: { path }, close: () => undefined },
        waitUntil,
      });
      await Promise.all(waits);
    },
  };
}

const incident = '0199f0a0-0000-7000-8000-000000000001';

describe('the service worker', () => {
  it('answers no request of the page: nothing can come from a cache', () => {
    expect(aWorker().listensTo()).not.toContain('fetch');
  });

  it('shows what is pushed, and the click leads to the incident', () => {
    const shown = aWorker().pushes(JSON.stringify({ title: 'Help call', body: '3 Lane', tag: incident }));
    expect(shown).toMatchObject({ title: 'Help call', options: { body: '3 Lane', tag: incident } });
    expect(shown?.options.data.path).toBe(`/incidents/${incident}`);
  });

  it('never leads to another site, and shows something even for what it cannot read', () => {
    const worker = aWorker();
    expect(worker.pushes(JSON.stringify({ link: 'https://evil.example/x' }))?.options.data.path).toBe('/');
    expect(worker.pushes('not json')).toMatchObject({ title: '安居 Anju', options: { body: 'not json' } });
  });

  it('lets an open page go to the incident itself, and opens one where none is', async () => {
    const page: Page = { focused: false, messages: [] };
    const withPage = aWorker([page]);
    await withPage.clicks('/incidents/i1');
    expect(page.messages).toEqual([{ type: 'open', path: '/incidents/i1' }]);
    expect(withPage.opened).toEqual([]);
    const alone = aWorker();
    await alone.clicks('/incidents/i1');
    expect(alone.opened).toEqual(['/incidents/i1']);
  });
});
