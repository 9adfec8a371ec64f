import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A limiter as @fastify/rate-limit makes it. */
type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

export interface LoginLimit {
  /** seconds until this caller may try this name again; undefined when they may now */
  secondsToWait: (request: FastifyRequest) => Promise<number | undefined>;
  failed: (request: FastifyRequest) => Promise<void>;
}

/**
 * Failed logins are limited by name and address together, by address, and by name from anywhere. Only failures
 * count: a shift change behind one address must not lock anybody out. The limit by name alone is wide, for it
 * is also a way to lock somebody out on purpose. Counted per process.
 */
export function limitLogins(app: FastifyInstance): LoginLimit {
  const limiters: Limiter[] = [
    app.createRateLimit({ max: 10, timeWindow: 60_000, keyGenerator: (r) => `both:${nameOf(r)}@${r.ip}` }),
    app.createRateLimit({ max: 100, timeWindow: 60_000, keyGenerator: (r) => `ip:${r.ip}` }),
    app.createRateLimit({ max: 200, timeWindow: 900_000, keyGenerator: (r) => `name:${nameOf(r)}` }),
  ];
  return {
    secondsToWait: async (request) => {
      for (const limiter of limiters) {
        const state = await limiter(request, { increment: false });
        if (!state.isAllowed && state.remaining === 0) return state.ttlInSeconds;
      }
      return undefined;
    },
    failed: async (request) => {
      for (const limiter of limiters) await limiter(request);
    },
  };
}

/** Whoever is logged in and says their password again guesses at the same account. */
function nameOf(request: FastifyRequest): string {
  const name = request.caller?.principal.username ?? (request.body as { username: string }).username;
  return name.toLowerCase();
}
