import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { DeviceKind } from '../contracts/device.ts';
import type { UplinkTopic } from '../contracts/topics.ts';
import { decodeMessage } from '../ingest/decode/decode-message.ts';
import { propertyMeaning } from '../ingest/decode/property-meaning.ts';
import { readMeaning } from '../ingest/decode/read-meaning.ts';

/**
 * Writes docs/payloads.md: what each recorded payload becomes.
 * `npx tsx scripts/payloads-doc.ts [payloads.jsonl]`; without the file it says so and changes nothing.
 */
const [given = '../shared/data/payloads.jsonl'] = process.argv.slice(2);
if (!existsSync(given)) {
  process.stderr.write(`${given} is not there: docs/payloads.md stays as it is\n`);
  process.exit(1);
}

interface Recorded {
  model: string;
  topic: string;
  payload: string;
  kind: string;
  note?: string;
}

const KINDS: Record<string, DeviceKind> = {
  smoke: 'smoke',
  door: 'door',
  pir: 'motion',
  presence: 'presence',
  sos: 'sos',
  button: 'button',
  heartbeat: 'button',
  environment: 'environment',
  bridge: 'gateway',
};
const RECEIVED_AT = Date.UTC(2026, 0, 1);

/** The row as it would reach us: Zigbee2MQTT's topics through a gateway, everything else as a device's reading. */
function topicOf({ topic }: Recorded): UplinkTopic {
  const rest = /^zigbee(2mqtt)?\/(.+)$/.exec(topic)?.[2];
  if (rest === undefined) return { kind: 'readings', clientId: 'device' };
  if (rest.startsWith('bridge/')) return { kind: 'gateway-bridge', clientId: 'gateway', path: rest.slice(7) };
  const bare = /^(.+)\/(action|click|availability)$/.exec(rest);
  const friendlyName = bare?.[1] ?? rest;
  const suffix = bare?.[2] as 'action' | 'click' | 'availability' | undefined;
  return { kind: 'gateway-device', clientId: 'gateway', friendlyName, ...(suffix && { suffix }) };
}

function becomes(row: Recorded): string {
  const kind = KINDS[row.kind] ?? 'other';
  const decoded = decodeMessage({
    topic: topicOf(row),
    payload: Buffer.from(row.payload),
    receivedAt: RECEIVED_AT,
  });
  if (decoded.kind === 'ignored') return 'nothing: acknowledged and counted';
  if (decoded.kind === 'online') return decoded.online ? 'online' : 'offline';
  if (decoded.kind === 'refused') return `quarantine: \`${decoded.code}\``;
  const { reading } = decoded;
  const meaning = readMeaning(reading.properties, kind);
  const parts: string[] = [];
  for (const { type, cause } of meaning.presses)
    parts.push(`**${type}** (\`${cause.property}\`: ${String(cause.value)})`);
  for (const [key, { type, on }] of meaning.levels) if (on) parts.push(`**${type}** (${key})`);
  const over = [...meaning.levels].filter(([, { on }]) => !on).map(([key]) => key);
  if (over.length > 0) parts.push(`not: ${over.join(', ')}`);
  if (meaning.cleared) parts.push('end of a press');
  if (meaning.test) parts.push('self-test');
  if (meaning.contact !== undefined) parts.push(meaning.contact);
  if (meaning.occupancy !== undefined) parts.push(meaning.occupancy ? 'someone is there' : 'nobody seen');
  if (reading.wrong.length > 0) parts.push(`quarantine too: ${reading.wrong.join(', ')}`);
  if (parts.length === 0) parts.push('a reading without alarm meaning');
  return `${parts.join('; ')} · time: ${reading.timeSource}`;
}

const rows = readFileSync(given, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
/** What has a meaning in it; the recordings themselves are not ours to publish. */
function said(row: Recorded): string {
  const decoded = decodeMessage({
    topic: topicOf(row),
    payload: Buffer.from(row.payload),
    receivedAt: RECEIVED_AT,
  });
  if (decoded.kind === 'ignored') return "the gateway's own business";
  if (decoded.kind !== 'reading') return row.payload.slice(0, 20);
  const telling = decoded.reading.properties.filter(({ says }) => propertyMeaning(says).is !== 'nothing');
  const texts = telling.map(({ name, value }) => `${name}: ${JSON.stringify(value)}`);
  return texts.length === 0 ? '(nothing that tells)' : texts.join(', ');
}
const table = rows.map((row, index) => {
  return `| ${index + 1} | ${cell(row.model)} | ${row.kind} | \`${cell(said(row))}\` | ${cell(becomes(row))} |`;
});
writeFileSync(
  'docs/payloads.md',
  `# What real payloads become

Made by \`npx tsx scripts/payloads-doc.ts\` from ${rows.length} messages that people posted in public; do not edit by hand.
Each row is read by what its properties mean, with the device registered as the kind that is named. What Zigbee2MQTT
says comes through a gateway, the rest as the reading of a device. \`time\` is the clock that counts: the device's, its
gateway's \`last_seen\`, or the server's. Copies of one event become one alarm: see \`ingest/detect/identify.ts\`.

| # | model | kind | what was said | becomes |
|---|---|---|---|---|
${table.join('\n')}
`,
);
