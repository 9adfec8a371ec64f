/*
 * The service worker of the console: shows what is pushed to this device, and opens the incident. It has no fetch
 * handler and keeps nothing: what an operator sees comes from the platform, never from a cache.
 */
const worker = globalThis;

worker.addEventListener('install', () => worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('push', (event) => {
  const { title, options } = noticeOf(event.data);
  event.waitUntil(worker.registration.showNotification(title, options));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});

/** Something is always shown: a push that cannot be read is still somebody who calls. */
function noticeOf(data) {
  let message = {};
  try {
    message = data?.json() ?? {};
  } catch {
    message = { body: data?.text() };
  }
  const { title, body, tag, priority, purpose } = message;
  return {
    title: typeof title === 'string' ? title : '安居 Anju',
    options: {
      ...(typeof body === 'string' && { body }),
      // A newer message about an incident takes the place of the older one, and is heard again.
      ...(typeof tag === 'string' && { tag, renotify: true }),
      icon: '/favicon.svg',
      requireInteraction: priority === 1 && purpose === 'alarm',
      data: { path: pathOf(message) },
    },
  };
}

/** Only addresses of this console: the click of a tired person must not lead anywhere else. */
function pathOf({ link, tag }) {
  if (typeof link === 'string' && URL.canParse(link, worker.location.origin)) {
    const url = new URL(link, worker.location.origin);
    if (url.origin === worker.location.origin) return url.pathname;
  }
  return typeof tag === 'string' && /^[0-9a-f-]{36}$/i.test(tag) ? `/incidents/${tag}` : '/';
}

/** A page that is open stays as it is, with its sound armed; it goes to the incident itself. */
async function open(path) {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = pages.find(({ focused }) => focused) ?? pages[0];
  if (page === undefined || !path.startsWith('/incidents/')) return worker.clients.openWindow(path);
  page.postMessage({ type: 'open', path });
  return page.focus();
}
