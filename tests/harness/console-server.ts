import { buildServer } from '../../console/build-server.ts';
import type { Api } from '../../console/context.ts';
import { createMetrics } from '../../console/metrics.ts';
import { createPrincipals } from '../../console/principals.ts';
import { cookieSigner, type CookieSigner } from '../../console/session-cookie.ts';
import { createLogger } from '../../service/create-logger.ts';
import { openStore } from '../../store/open-store.ts';

/** The console's HTTP server on a database that is away: what is known without asking it. */
export async function consoleServer(): Promise<{
  app: Api;
  signer: CookieSigner;
  close: () => Promise<void>;
}> {
  const store = openStore({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' });
  const signer = cookieSigner('x'.repeat(32));
  const app = await buildServer({
    context: {
      store,
      now: Date.now,
      logger: createLogger({ service: 'console', level: 'error', format: 'json', write: () => undefined }),
      metrics: createMetrics(),
      principals: createPrincipals(store),
      incidentChanged: () => undefined,
      deviceChanged: () => Promise.resolve(),
      sessionEnded: () => undefined,
      rightsChanged: () => undefined,
      readReadings: () => Promise.resolve({ items: [] }),
      readTimeline: () => Promise.resolve([]),
      present: () => Promise.resolve(new Set()),
      vapidPublicKey: undefined,
      allowLoopbackTargets: false,
      testWebhook: () => Promise.resolve({ delivered: true, ms: 0 }),
      platform: () => Promise.resolve({ state: 'ok', parts: [], at: new Date(0).toISOString() }),
    },
    signer,
    cookieSecure: undefined,
    trustProxy: false,
    metricsToken: undefined,
    aliyunReportSecret: undefined,
    tiles: undefined,
    webDir: '/nonexistent',
  });
  const close = async () => {
    await app.close();
    await store.destroy();
  };
  return { app, signer, close };
}
