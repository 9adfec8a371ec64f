import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Health } from '../contracts/health.ts';

export interface HealthServerOptions {
  /** loopback unless a container network needs more */
  host: string;
  port: number;
  registry: Registry;
  /** looked at for every `/readyz`; must answer quickly and never throw */
  health: () => Health | Promise<Health>;
}

/**
 * `/healthz` (the process is alive), `/readyz` (an alarm would really get through), `/metrics` (Prometheus).
 * @returns the port it listens on, and how to stop it
 */
export async function startHealthServer(
  options: HealthServerOptions,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', options).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  url: string,
  { registry, health }: HealthServerOptions,
): Promise<{ status: number; type: string; body: string }> {
  if (url === '/healthz') return { status: 200, type: 'text/plain', body: 'alive\n' };
  if (url === '/metrics') {
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  }
  if (url !== '/readyz') return { status: 404, type: 'text/plain', body: 'healthz, readyz or metrics\n' };
  const state = await health();
  return {
    status: state.state === 'down' ? 503 : 200,
    type: 'application/json',
    body: `${JSON.stringify(state)}\n`,
  };
}
