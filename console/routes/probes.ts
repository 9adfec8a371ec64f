import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AnjuError } from '../../contracts/errors.ts';
import { platformSchema } from '../../contracts/live.ts';
import type { Api, Context } from '../context.ts';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const tags = ['probes'];

/** For whoever runs the platform: is it alive, would an alarm get through, figures. */
export async function probeRoutes(
  app: Api,
  {
    platform,
    metrics,
    metricsToken,
  }: Pick<Context, 'platform' | 'metrics'> & { metricsToken: string | undefined },
): Promise<void> {
  app.route({
    method: 'GET',
    url: '/healthz',
    config: { access: 'public' },
    schema: { tags, summary: 'The process is alive', response: { 200: z.string() } },
    handler: async (_request, reply) => reply.type('text/plain').serializer(String).send('alive\n'),
  });

  app.route({
    method: 'GET',
    url: '/readyz',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'An alarm would really get through: 200, else 503',
      response: { 200: platformSchema, 503: platformSchema },
    },
    handler: async (_request, reply) => {
      const state = await platform();
      return reply.code(state.state === 'down' ? 503 : 200).send(state);
    },
  });

  app.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'Prometheus metrics: from loopback, or with METRICS_TOKEN as bearer token',
      response: { 200: z.string() },
    },
    handler: async (request, reply) => {
      if (!mayRead(request, metricsToken)) {
        throw new AnjuError('role_forbids', 'metrics are for loopback or who has METRICS_TOKEN');
      }
      const text = await metrics.registry.metrics();
      return reply.type(metrics.registry.contentType).serializer(String).send(text);
    },
  });
}

/** The socket's own address counts, not what a header says; what a proxy on this machine passes on is not from here. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined && request.headers.authorization === `Bearer ${token}`) return true;
  const proxied = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !proxied && LOOPBACK.test(request.socket.remoteAddress ?? '');
}
