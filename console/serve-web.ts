import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import { AnjuError } from '../contracts/errors.ts';
import { declarePublic } from './authorize.ts';
import type { Api } from './context.ts';

const NOT_BUILT = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Anju</title>
<h1>Anju is running; its web page is not built yet</h1>
<p>Build it with <code>npx vite build console/web</code> (or start with <code>npm start</code>, which does), then start the console again.</p>
<p>The API is at <a href="/api/v1/docs">/api/v1/docs</a>.</p>
</html>
`;

/**
 * The React app under `/`. Every address that is neither a file nor the API is a view of the app; `/a/{token}` is the
 * page of people who were called, which is small and knows nothing of the rest.
 * Hashed assets never change; everything else is asked for anew, so that a new version arrives with a reload.
 */
export async function serveWeb(app: Api, webDir: string): Promise<void> {
  if (!existsSync(join(webDir, 'index.html'))) {
    app.setNotFoundHandler((request, reply) => {
      const path = viewOf(request);
      return reply
        .code(path === '/' ? 200 : 404)
        .type('text/html')
        .send(NOT_BUILT);
    });
    return;
  }
  await app.register(async (scope) => {
    declarePublic(scope);
    await scope.register(fastifyStatic, {
      root: webDir,
      cacheControl: false,
      // The build has written a .br and a .gz beside each (console/web/vite.config.ts).
      preCompressed: true,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(webDir, 'assets'));
        reply.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    scope.setNotFoundHandler((request, reply) => {
      const path = viewOf(request);
      if (!path.startsWith('/a/')) return reply.sendFile('index.html');
      // The address of this page is a key: no other site may learn it, no index may hold it.
      void reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
      return reply.sendFile('answer.html');
    });
  });
}

/**
 * The path of a view of the app: what is no file is one.
 * @throws AnjuError `not_found` for the API and for files that are gone: a page in their place would only confuse
 */
function viewOf(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? '/';
  if (request.method === 'GET' && !/^\/(api|socket\.io|assets)(\/|$)/.test(path)) return path;
  throw new AnjuError('not_found', `there is no ${request.method} ${path}`);
}
