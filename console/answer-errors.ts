import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ERRORS } from '../contracts/errors.ts';
import { writeAudit } from '../store/audit.ts';
import type { Context } from './context.ts';
import { toProblem, type Problem } from './to-problem.ts';

/** Every error leaves as problem+json with a code; who was refused is on record; what we did not expect is logged. */
export function answerErrors(
  app: FastifyInstance,
  { store, metrics }: Pick<Context, 'store' | 'metrics'>,
): void {
  app.setErrorHandler(async (error, request, reply) => {
    const problem = toProblem(error, request);
    if (problem.status >= 500) {
      const log = problem.code === 'internal' ? 'error' : 'warn';
      request.log[log]({ err: error, requestId: request.id, route: request.routeOptions.url }, problem.title);
    } else {
      metrics.refused.inc({ code: problem.code });
    }
    if (problem.code === 'role_forbids' || problem.code === 'out_of_scope')
      await recordRefusal(request, problem);
    return reply
      .code(problem.status)
      .type('application/problem+json')
      .serializer((payload) => JSON.stringify(payload))
      .send(problem);
  });

  /** Somebody who asks for what is not theirs is worth knowing of (DOMAIN rules 12 and 13). */
  async function recordRefusal(request: FastifyRequest, { code, detail }: Problem): Promise<void> {
    const path = request.url.split('?')[0] ?? '';
    const actor = request.caller?.principal.id ?? 'anonymous';
    request.log.warn({ actor, code, method: request.method, path }, 'access refused');
    if (actor === 'anonymous') return;
    try {
      await writeAudit(store, [
        { actor, action: 'access.refused', subject: `${request.method} ${path}`, detail: { code, detail } },
      ]);
    } catch (error) {
      request.log.warn({ err: error }, `a refusal (${ERRORS[code].title}) could not be recorded`);
    }
  }
}
