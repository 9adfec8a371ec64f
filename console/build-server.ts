import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import underPressure from '@fastify/under-pressure';
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { AnjuError } from '../contracts/errors.ts';
import { answerErrors } from './answer-errors.ts';
import { authorize, requireDeclaredAccess } from './authorize.ts';
import type { Api, Context } from './context.ts';
import { describeApi } from './describe-api.ts';
import { answerRoutes } from './routes/answers.ts';
import { areaRoutes } from './routes/areas.ts';
import { auditRoutes } from './routes/audit.ts';
import { contactRoutes } from './routes/contacts.ts';
import { deviceRoutes } from './routes/devices.ts';
import { dutyRoutes } from './routes/duties.ts';
import { escalationPreviewRoutes } from './routes/escalation-preview.ts';
import { handoverRoutes } from './routes/handovers.ts';
import { homeRoutes } from './routes/homes.ts';
import { incidentWorkRoutes } from './routes/incident-work.ts';
import { homeStateRoutes } from './routes/home-states.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { maintenanceRoutes } from './routes/maintenance.ts';
import { mapRoutes } from './routes/map.ts';
import { platformRoutes } from './routes/platform.ts';
import { policyRoutes } from './routes/policies.ts';
import { probeRoutes } from './routes/probes.ts';
import { pushRoutes } from './routes/push.ts';
import { providerReportRoutes } from './routes/provider-reports.ts';
import { quarantineRoutes } from './routes/quarantine.ts';
import { readingRoutes } from './routes/readings.ts';
import { timelineRoutes } from './routes/timeline.ts';
import { outsideServiceRoutes } from './routes/outside-services.ts';
import { reportRoutes } from './routes/reports.ts';
import { residentRoutes } from './routes/residents.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { userRoutes } from './routes/users.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { workOrderRoutes } from './routes/work-orders.ts';
import type { MapTiles } from './map-tiles.ts';
import { serveWeb } from './serve-web.ts';
import { COOKIE_NAME, type CookieSigner } from './session-cookie.ts';
import { postgresSessionStore, SESSION_MS } from './session-store.ts';

export interface ServerOptions {
  context: Context;
  signer: CookieSigner;
  /** undefined: secure exactly when the request came over https */
  cookieSecure: boolean | undefined;
  trustProxy: boolean;
  metricsToken: string | undefined;
  /** undefined: the provider's reports are not taken */
  aliyunReportSecret: string | undefined;
  /** undefined: maps have a plain ground */
  tiles: MapTiles | undefined;
  /** where the built web app is, if it is */
  webDir: string;
}

const ROUTES = [
  sessionRoutes,
  areaRoutes,
  homeRoutes,
  homeStateRoutes,
  residentRoutes,
  contactRoutes,
  deviceRoutes,
  userRoutes,
  incidentRoutes,
  incidentWorkRoutes,
  outsideServiceRoutes,
  maintenanceRoutes,
  policyRoutes,
  escalationPreviewRoutes,
  dutyRoutes,
  webhookRoutes,
  pushRoutes,
  workOrderRoutes,
  statisticsRoutes,
  reportRoutes,
  readingRoutes,
  timelineRoutes,
  quarantineRoutes,
  auditRoutes,
  searchRoutes,
  handoverRoutes,
  platformRoutes,
];

/** The HTTP server of the console, not yet listening. */
export async function buildServer(options: ServerOptions): Promise<Api> {
  const { context, signer, cookieSecure, trustProxy, metricsToken, aliyunReportSecret, tiles, webDir } =
    options;
  const { logger, metrics, store, principals } = context;
  // Widened, or the type of the server would carry pino's along.
  const loggerInstance: FastifyBaseLogger = logger;
  const app: Api = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy,
    genReqId: () => randomUUID(),
    bodyLimit: 262_144,
    routerOptions: { querystringParser },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  requireDeclaredAccess(app);
  answerErrors(app, context);
  acceptJsonOnly(app);
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
    };
    metrics.requests.observe(labels, reply.elapsedTime / 1000);
    request.log.debug({ ...labels, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
  await app.register(helmet, helmetOptions({ secure: cookieSecure === true, tiles }));
  await app.register(underPressure, {
    maxEventLoopDelay: 2_000,
    retryAfter: 2,
    pressureHandler: (request) => {
      // Under too much load, reading waits; what people do about an incident never does.
      if (request.method !== 'GET' || !request.url.startsWith('/api/')) return;
      throw new AnjuError('unavailable', 'the console has more requests than it can answer');
    },
  });
  await describeApi(app);
  await probeRoutes(app, { ...context, metricsToken });
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>() as Api;
      await api.register(cookie);
      await api.register(session, {
        secret: signer,
        cookieName: COOKIE_NAME,
        store: postgresSessionStore(store),
        saveUninitialized: false,
        rolling: false,
        cookie: {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: cookieSecure ?? 'auto',
          maxAge: SESSION_MS,
        },
      });
      await api.register(csrf, {
        sessionPlugin: '@fastify/session',
        getToken: (request) => {
          const token = request.headers['x-csrf-token'];
          return typeof token === 'string' ? token : undefined;
        },
      });
      await api.register(rateLimit, {
        global: false,
        errorResponseBuilder: (_request, { after }) =>
          new AnjuError('too_many_requests', `too many requests; try again in ${after}`),
      });
      authorize(api, { principals });
      for (const routes of ROUTES) await routes(api, context);
      await mapRoutes(api, { tiles });
    },
    { prefix: '/api/v1' },
  );
  // Without cookies and sessions: these are for people and machines that never log in.
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>() as Api;
      await api.register(rateLimit, { global: false });
      await answerRoutes(api, context);
      await providerReportRoutes(api, { ...context, aliyunReportSecret });
    },
    { prefix: '/api/v1' },
  );
  await serveWeb(app, webDir);
  return app;
}

/** Repeated names are one list; an empty value is no value (`?state=&homeId=`). */
function querystringParser(text: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (value !== '') query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  }
  return query;
}

/** Only JSON: a form of another page can send none without being asked first. No body is an empty one. */
function acceptJsonOnly(app: Api): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, {});
    else void parse(request, body as string, done);
  });
  app.addHook('preValidation', async (request) => {
    if (request.method !== 'GET') request.body ??= {};
  });
}

function helmetOptions({ secure, tiles }: { secure: boolean; tiles: MapTiles | undefined }) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine sets its variables in a style element; styles cannot run anything.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...(tiles?.sources ?? [])],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'data:', 'blob:'],
        // 'self' covers ws: and wss: of the same host.
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Both mean something over https only; over http browsers complain about the second.
    hsts: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: false,
    referrerPolicy: { policy: 'same-origin' as const },
  };
}
