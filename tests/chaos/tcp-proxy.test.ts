import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const releasers: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releasers.splice(0).reverse()) await release();
});

/** A server that notes what comes in, and says it back. */
async function anEcho() {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard.push(chunk.toString());
      socket.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
    await once(server, 'close');
  };
  let stopped: Promise<void> | undefined;
  const stopOnce = () => (stopped ??= stop());
  releasers.push(stopOnce);
  return { port: (server.address() as AddressInfo).port, heard, stop: stopOnce };
}

async function aProxy(upstreams: number[], random = () => 0): Promise<TcpProxy> {
  const proxy = await startTcpProxy({ upstreams, random });
  releasers.push(proxy.stop);
  return proxy;
}

async function aClient(port: number) {
  const socket = connect({ host: '127.0.0.1', port });
  const got: string[] = [];
  let closed = false;
  socket.on('data', (chunk) => void got.push(chunk.toString()));
  socket.on('error', () => undefined);
  socket.once('close', () => (closed = true));
  releasers.push(() => socket.destroy());
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
    socket.once('close', () => resolve());
  });
  return { socket, got, isClosed: () => closed };
}

const soon = { timeout: 15_000, interval: 5 };

describe('the proxy between the parts of a chaos run', () => {
  it('passes bytes both ways, and shares connections out among the upstreams', async () => {
    const [one, two] = [await anEcho(), await anEcho()];
    const proxy = await aProxy([one.port, two.port]);
    const [first, second] = [await aClient(proxy.port), await aClient(proxy.port)];
    first.socket.write('a');
    second.socket.write('b');
    await vi.waitFor(() => expect([first.got, second.got]).toEqual([['a'], ['b']]), soon);
    expect([one.heard, two.heard]).toEqual([['a'], ['b']]);
  });

  it('brings a connection to the upstream that lives when the other is gone', async () => {
    const [one, two] = [await anEcho(), await anEcho()];
    const proxy = await aProxy([one.port, two.port]);
    await one.stop();
    const client = await aClient(proxy.port);
    client.socket.write('x');
    await vi.waitFor(() => expect(two.heard).toEqual(['x']), soon);
  });

  it('cut: open connections are reset and no new one gets through, until it is over', async () => {
    const echo = await anEcho();
    const proxy = await aProxy([echo.port]);
    const client = await aClient(proxy.port);
    client.socket.write('before');
    await vi.waitFor(() => expect(client.got).toEqual(['before']), soon);
    proxy.behave(0, { is: 'cut' });
    await vi.waitFor(() => expect(client.isClosed()).toBe(true), soon);
    const refused = await aClient(proxy.port);
    await vi.waitFor(() => expect(refused.isClosed()).toBe(true), soon);
    proxy.behave(0, { is: 'well' });
    const after = await aClient(proxy.port);
    after.socket.write('after');
    await vi.waitFor(() => expect(echo.heard).toEqual(['before', 'after']), soon);
  });

  it('delay: everything arrives in its order, and not before its time', async () => {
    const echo = await anEcho();
    const proxy = await aProxy([echo.port]);
    const client = await aClient(proxy.port);
    proxy.behave(0, { is: 'delay', ms: 60 });
    const since = performance.now();
    client.socket.write('a');
    await vi.waitFor(() => expect(client.got).toEqual(['a']), soon);
    // Both ways are delayed; timers may fire a millisecond early.
    expect(performance.now() - since).toBeGreaterThan(115);
    client.socket.write('b');
    proxy.behave(0, { is: 'well' });
    client.socket.write('c');
    await vi.waitFor(() => expect(echo.heard.join('')).toBe('abc'), soon);
  });

  it('halve: half of a segment arrives, and then the connection is dead', async () => {
    const echo = await anEcho();
    const proxy = await aProxy([echo.port]);
    const client = await aClient(proxy.port);
    client.socket.write('0');
    await vi.waitFor(() => expect(client.got).toEqual(['0']), soon);
    proxy.behave(0, { is: 'halve' });
    client.socket.write('0123456789');
    await vi.waitFor(() => expect(client.isClosed()).toBe(true), soon);
    expect(echo.heard).toEqual(['0', '01234']);
  });

  it('halve: or it falls silent, and is closed when it is over', async () => {
    const echo = await anEcho();
    const numbers = [0, 0.9];
    const proxy = await aProxy([echo.port], () => numbers.shift() ?? 0.9);
    const client = await aClient(proxy.port);
    client.socket.write('0');
    await vi.waitFor(() => expect(client.got).toEqual(['0']), soon);
    proxy.behave(0, { is: 'halve' });
    client.socket.write('0123456789');
    await vi.waitFor(() => expect(echo.heard).toEqual(['0', '01234']), soon);
    client.socket.write('never delivered');
    expect(client.isClosed()).toBe(false);
    proxy.behave(0, { is: 'well' });
    await vi.waitFor(() => expect(client.isClosed()).toBe(true), soon);
    expect(echo.heard).toEqual(['0', '01234']);
  });

  it('reorder: a later connection overtakes one that stands still, whose last words arrive although it has closed', async () => {
    const echo = await anEcho();
    const proxy = await aProxy([echo.port]);
    const slow = await aClient(proxy.port);
    slow.socket.write('1');
    await vi.waitFor(() => expect(echo.heard).toEqual(['1']), soon);
    proxy.behave(0, { is: 'reorder' });
    slow.socket.write('2');
    slow.socket.end();
    const fast = await aClient(proxy.port);
    fast.socket.write('3');
    await vi.waitFor(() => expect(echo.heard).toEqual(['1', '3']), soon);
    proxy.behave(0, { is: 'well' });
    await vi.waitFor(() => expect(echo.heard).toEqual(['1', '3', '2']), soon);
  });
});
