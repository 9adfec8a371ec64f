import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

const platform = 'http://127.0.0.1:8080';

/** `/a/{token}` is a page of its own, as the console serves it (console/serve-web.ts). */
const answerPage: Plugin = {
  name: 'answer-page',
  configureServer: (server) => {
    server.middlewares.use((request, _response, next) => {
      if (request.url?.startsWith('/a/')) request.url = '/answer.html';
      next();
    });
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    answerPage,
    // Once, here, and as small as it gets: the console never compresses while an alarm waits (serve-web.ts).
    compression({
      include: /\.(js|css|html|svg)$/,
      algorithms: [defineAlgorithm('brotliCompress'), defineAlgorithm('gzip', { level: 9 })],
    }),
  ],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // What does not know it loads the same files a little later; the polyfill would tie the two pages together.
    modulePreload: { polyfill: false },
    // Two pages: who was called gets one that is light and knows nothing of the console.
    rolldownOptions: {
      input: [`${import.meta.dirname}/index.html`, `${import.meta.dirname}/answer.html`],
      // What a page needs at once comes as a few files: fifty small ones are nine round trips on a phone's line.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'both',
              tags: ['$initial'],
              test: /node_modules\/(react|react-dom|scheduler)\/|web\/(tokens|base)\.css|shell\/icon|i18n\/language\.ts/,
              priority: 2,
            },
            { name: 'console', tags: ['$initial'], test: /^(?!.*\/web\/answer[/.])/, priority: 1 },
          ],
        },
      },
    },
    // Inlined data: URLs would need a wider CSP than `img-src 'self' data:`.
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': platform,
      '/healthz': platform,
      '/socket.io': { target: platform, ws: true },
    },
  },
});
