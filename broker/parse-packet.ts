import { parser as createParser, type Packet } from 'mqtt-packet';

const parser = createParser();
let parsed: Packet | undefined;
let problem: Error | undefined;
parser.on('packet', (packet) => (parsed = packet));
parser.on('error', (error: Error) => (problem = error));

/**
 * Decodes one whole packet that was found well-formed (strict-packets.ts). Nothing is kept between two calls.
 * @throws Error when mqtt-packet sees it otherwise
 */
export function parsePacket(bytes: Buffer): Packet {
  parsed = problem = undefined;
  parser.parse(bytes);
  if (parsed === undefined) throw problem ?? new Error('not one whole packet');
  return parsed;
}
