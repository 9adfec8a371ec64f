import { parser as createParser, type Packet } from 'mqtt-packet';

/**
 * Decodes one whole packet that was found well-formed (strict-packets.ts). A parser each time: nothing of one client
 * can be left for the next.
 * @throws Error when mqtt-packet sees it otherwise
 */
export function parsePacket(bytes: Buffer): Packet {
  const parser = createParser();
  let parsed: Packet | undefined;
  let problem: Error | undefined;
  parser.on('packet', (packet) => (parsed = packet));
  parser.on('error', (error: Error) => (problem = error));
  parser.parse(bytes);
  if (problem !== undefined || parsed === undefined) throw problem ?? new Error('not one whole packet');
  return parsed;
}
