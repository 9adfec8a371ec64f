import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerBodySchema, answeredViewSchema, answerViewSchema } from '../../contracts/answer.ts';
import { AnjuError } from '../../contracts/errors.ts';
import { applyAnswer } from '../../store/apply-answer.ts';
import { readAnswerView } from '../../store/read-answer-view.ts';
import type { Api, Context } from '../context.ts';
import { tellChanged } from '../tell-changed.ts';

// Not checked for its form: what cannot be a token is looked up like any other and found as little.
const params = z.object({ token: z.string().max(200) });
type Asked = FastifyRequest<{ Params: { token: string } }>;

const MINUTE = 60_000;
/** By address wide, for a mobile network puts thousands of people behind one; by token what a page needs. */
const PER_ADDRESS = 600;
const PER_TOKEN = 60;

/**
 * What the link in a message leads to. Whoever has the token is its reader; nothing else is asked. GET never acts:
 * messengers, mail scanners and previews open every link.
 */
export async function answerRoutes(api: Api, context: Context): Promise<void> {
  await api.register(async (scope) => {
    const limiters = [
      scope.createRateLimit({ max: PER_ADDRESS, timeWindow: MINUTE, keyGenerator: (r) => `ip:${r.ip}` }),
      scope.createRateLimit({
        max: PER_TOKEN,
        timeWindow: MINUTE,
        keyGenerator: (r) =>
          createHash('sha256')
            .update((r as Asked).params.token)
            .digest('base64'),
      }),
    ];
    scope.addHook('onRequest', async (_request, reply) => {
      void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    });
    scope.addHook('preValidation', async (request, reply) => {
      for (const limiter of limiters) {
        const state = await limiter(request);
        if (state.isAllowed || !state.isExceeded) continue;
        void reply.header('retry-after', state.ttlInSeconds);
        throw new AnjuError('too_many_requests', `too many requests; try again in ${state.ttlInSeconds} s`);
      }
    });
    addRoutes(scope, context);
  });
}

function addRoutes(api: Api, { store, now, metrics, incidentChanged, logger }: Context): void {
  const tags = ['answers'];
  api.route({
    method: 'GET',
    url: '/answers/:token',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'What the reader of a message link sees. Changes nothing',
      params,
      response: { 200: answerViewSchema },
    },
    handler: async (request) => readAnswerView(store, request.params.token, now()),
  });

  api.route({
    method: 'POST',
    url: '/answers/:token',
    config: { access: 'public' },
    schema: {
      tags,
      summary: 'Say that one is going, cannot, that it was a false alarm, that one is there, how it is',
      params,
      body: answerBodySchema,
      response: { 200: answeredViewSchema },
    },
    handler: async (request) => {
      const { token } = request.params;
      const { body } = request;
      const { incidentId, result } = await applyAnswer(store, { by: { token }, body, via: 'link' }, now());
      metrics.answers.inc({ answer: body.answer, via: 'link', result });
      if (result === 'recorded') await tellChanged({ store, incidentChanged, logger }, incidentId);
      return { ...(await readAnswerView(store, token, now())), result };
    },
  });
}
