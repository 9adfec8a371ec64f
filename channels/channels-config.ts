import { z } from 'zod';
import { LOCALES } from '../contracts/notification.ts';
import { ConfigError } from '../service/parse-config.ts';
import type { OutsideChannel } from './sender.ts';
import { KEY_TEMPLATES, smsTemplatesField, voiceTemplatesField } from './template-codes.ts';

const httpUrl = (fallback: string) =>
  z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' }).default(fallback);

/** Fields to spread into the environment schema of a service that reaches people. All are optional. */
export const channelsConfigFields = {
  /** base of the links that people get */
  PUBLIC_URL: httpUrl('http://127.0.0.1:8080'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
  /** `安居守护 <alarm@example.org>` or a bare address */
  MAIL_FROM: z
    .string()
    .regex(
      /^[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>$|^[^<>\s@]+@[^<>\s@]+$/,
      'must be an e-mail address, with or without a name',
    )
    .optional(),
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/, 'must be 65 bytes in base64url')
    .optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
    .optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(
      /^(mailto:.+@.+|https:\/\/.+)$/,
      'must be a mailto: or https: address that push services can complain to',
    )
    .optional(),
  ALIYUN_ACCESS_KEY_ID: z.string().optional(),
  ALIYUN_ACCESS_KEY_SECRET: z.string().optional(),
  ALIYUN_SMS_SIGN: z.string().optional(),
  ALIYUN_SMS_TEMPLATES: smsTemplatesField.optional(),
  ALIYUN_VOICE_TEMPLATES: voiceTemplatesField.optional(),
  ALIYUN_VOICE_SHOW_NUMBER: z.string().optional(),
  ALIYUN_SMS_URL: httpUrl('https://dysmsapi.aliyuncs.com'),
  ALIYUN_VOICE_URL: httpUrl('https://dyvmsapi.aliyuncs.com'),
  /** webhooks and push services on this very machine: for tests, or a gateway that runs beside Anju */
  ALLOW_LOOPBACK_TARGETS: z.enum(['true', 'false'], 'must be true or false').default('false'),
};
export const channelsConfigSchema = z.object(channelsConfigFields);
export type ChannelsConfig = Readonly<z.infer<typeof channelsConfigSchema>>;

type Name = keyof ChannelsConfig;

/** What each channel needs. ALIYUN_ACCESS_KEY_* alone start nothing: they serve two channels. */
const NEEDED: Record<Exclude<OutsideChannel, 'webhook'>, { own: Name[]; shared: Name[] }> = {
  email: { own: ['SMTP_URL', 'MAIL_FROM'], shared: [] },
  push: { own: ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'], shared: [] },
  sms: {
    own: ['ALIYUN_SMS_SIGN', 'ALIYUN_SMS_TEMPLATES'],
    shared: ['ALIYUN_ACCESS_KEY_ID', 'ALIYUN_ACCESS_KEY_SECRET'],
  },
  voice: {
    own: ['ALIYUN_VOICE_TEMPLATES', 'ALIYUN_VOICE_SHOW_NUMBER'],
    shared: ['ALIYUN_ACCESS_KEY_ID', 'ALIYUN_ACCESS_KEY_SECRET'],
  },
};

/**
 * Which channels can be used. Webhooks need nothing of the environment: each has its own secret.
 * @throws ConfigError where a channel is begun but not finished: an alarm nobody gets must not be the first to say so
 */
export function configuredChannels(config: ChannelsConfig): Set<OutsideChannel> {
  const channels = new Set<OutsideChannel>(['webhook']);
  const problems: string[] = [];
  for (const [channel, { own, shared }] of Object.entries(NEEDED)) {
    if (own.every((name) => config[name] === undefined)) continue;
    const missing = [...own, ...shared].filter((name) => config[name] === undefined);
    const given = own.filter((name) => config[name] !== undefined);
    problems.push(
      ...missing.map((name) => unset(name, `needed for ${channel}, since ${given.join(', ')} is set`)),
    );
    channels.add(channel as OutsideChannel);
  }
  const keys = ['ALIYUN_ACCESS_KEY_ID', 'ALIYUN_ACCESS_KEY_SECRET'] as const;
  const half = keys.filter((name) => config[name] === undefined);
  if (half.length === 1) problems.push(unset(half[0] ?? '', 'its other half is set'));
  problems.push(...missingTemplates(config));
  if (problems.length > 0) throw new ConfigError([...new Set(problems)]);
  return channels;
}

function unset(name: string, why: string): string {
  return `${name} is not set: ${why}. See .env.example`;
}

/** A message that asks for a key must be able to say that it was heard. */
function missingTemplates({
  ALIYUN_SMS_TEMPLATES: sms,
  ALIYUN_VOICE_TEMPLATES: voice,
}: ChannelsConfig): string[] {
  const lacks = (name: string, template: string): string =>
    `${name} has no ${template}: without it an alarm cannot be told. See docs/channels.md`;
  const hasAlarm = (codes: ReadonlyMap<string, string>): boolean =>
    LOCALES.some((locale) => codes.has(`alarm.${locale}`));
  const spoken = LOCALES.filter((locale) => voice?.has(`alarm.${locale}`));
  return [
    ...(sms && !hasAlarm(sms) ? [lacks('ALIYUN_SMS_TEMPLATES', 'alarm.zh-CN')] : []),
    ...(voice && !hasAlarm(voice) ? [lacks('ALIYUN_VOICE_TEMPLATES', 'alarm.zh-CN')] : []),
    ...spoken.flatMap((locale) =>
      KEY_TEMPLATES.map((key) => `${key}.${locale}`)
        .filter((template) => !voice?.has(template))
        .map((template) => lacks('ALIYUN_VOICE_TEMPLATES', template)),
    ),
  ];
}
