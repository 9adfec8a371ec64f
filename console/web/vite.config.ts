import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const platform = 'http://127.0.0.1:8080';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
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
