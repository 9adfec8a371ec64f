import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Incident } from '../contracts/incident.ts';
import type { Platform } from '../contracts/live.ts';
import type { Logger } from '../service/create-logger.ts';
import type { Store } from '../store/open-store.ts';
import type { Metrics } from './metrics.ts';
import type { Principals } from './principals.ts';
import type { ReadingsQuery, ReadingsPage } from './read-readings.ts';
import type { ReadTimeline } from './read-timeline.ts';
import type { TestWebhook } from './webhook-tester.ts';

/** Fastify whose routes take their types from their zod schemas. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the routes work with. Functions, so that routes know neither Redis nor InfluxDB nor sockets. */
export interface Context {
  store: Store;
  /** epoch ms by the platform's clock: what deadlines and leases are counted by */
  now: () => number;
  logger: Logger;
  metrics: Metrics;
  principals: Principals;
  /** Tells this console's sockets and, through Redis, those of the others. Never fails. */
  incidentChanged: (incident: Incident) => void;
  /** Tells brokers and ingests to forget what they know of a device. Never fails. */
  deviceChanged: (device: { deviceId: string; gatewayId?: string | undefined }) => Promise<void>;
  /** A session has ended, or the rights of a user have changed: sockets are looked at again. */
  sessionEnded: (key: string) => void;
  rightsChanged: () => void;
  readReadings: (query: ReadingsQuery) => Promise<ReadingsPage>;
  readTimeline: ReadTimeline;
  /** which of these users have a screen that is connected now */
  present: (userIds: readonly string[]) => Promise<Set<string>>;
  /** of Web Push (VAPID), when that is configured */
  vapidPublicKey: string | undefined;
  /** webhooks and push services on this very machine may be named */
  allowLoopbackTargets: boolean;
  /** tries whether another program hears the platform */
  testWebhook: TestWebhook;
  /** how the platform is, looked at within the last half second */
  platform: () => Promise<Platform>;
}
