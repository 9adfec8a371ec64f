import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { explainListenError } from './explain-listen-error.ts';

export interface ListenOptions {
  host: string;
  port: number;
  /** the environment variable that a message about this port names */
  variable: 'MQTT_PORT' | 'MQTTS_PORT';
  tls?: { certFile: string; keyFile: string; caFile?: string | undefined };
  maxConnections?: number | undefined;
  onSocket: (socket: Socket) => void;
  onRefused: () => void;
}

/**
 * Listens for MQTT over TCP, or over TLS.
 * @throws Error that names the port or file and what to do
 */
export async function listen(options: ListenOptions): Promise<{ port: number; stop: () => Promise<void> }> {
  const { host, port, variable, maxConnections, onRefused } = options;
  const server = options.tls ? tlsServer(options.tls, options.onSocket) : createServer(options.onSocket);
  if (maxConnections !== undefined) server.maxConnections = maxConnections;
  server.on('drop', onRefused);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(explainListenError(error, host, port, variable)),
    );
    // A power cut brings everybody back at once.
    server.listen({ host, port, backlog: 4_096 }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function tlsServer(
  { certFile, keyFile, caFile }: NonNullable<ListenOptions['tls']>,
  onSocket: (socket: Socket) => void,
): Server {
  const server = createTlsServer({
    cert: readPem('TLS_CERT', certFile),
    key: readPem('TLS_KEY', keyFile),
    ...(caFile !== undefined && {
      ca: readPem('TLS_CA', caFile),
      requestCert: true,
      rejectUnauthorized: false,
    }),
    minVersion: 'TLSv1.2',
    handshakeTimeout: 20_000,
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    // A client certificate is optional, a wrong one is not: whoever shows one means it.
    const shown = caFile !== undefined && Object.keys(socket.getPeerCertificate()).length > 0;
    if (shown && !socket.authorized) socket.destroy();
    else onSocket(socket);
  });
  return server;
}

function readPem(variable: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${variable} names a file that cannot be read: ${why}`, { cause: error });
  }
}
