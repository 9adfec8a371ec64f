import { readFileSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SimError } from './sim-error.ts';

/** Where a broker listens. `ca` present (even empty) means TLS; PEM text of the authority to trust. */
export interface BrokerAddress {
  host: string;
  port: number;
  tls?: { ca?: string };
}

/** Opens a socket and calls back once it can be written to. */
export function dial({ host, port, tls }: BrokerAddress, ready: () => void): Socket {
  const socket = tls
    ? connectTls({ host, port, ...(tls.ca !== undefined && { ca: tls.ca }) }, ready)
    : connectTcp({ host, port }, ready);
  socket.setNoDelay(true);
  return socket;
}

/** @throws SimError when the CA file cannot be read */
export function brokerAddress(mqttUrl: string, caFile?: string): BrokerAddress {
  const url = new URL(mqttUrl);
  const secure = url.protocol === 'mqtts:';
  const host = url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1';
  const port = url.port === '' ? (secure ? 8883 : 1883) : Number(url.port);
  if (!secure) return { host, port };
  return { host, port, tls: caFile === undefined ? {} : { ca: readCa(caFile) } };
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SimError(`TLS_CA: ${file} cannot be read; give a PEM file`, { cause: error });
  }
}
