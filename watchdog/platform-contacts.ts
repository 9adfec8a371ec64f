import { z } from 'zod';
import type { Address } from '../channels/address.ts';
import { configuredChannels, type ChannelsConfig } from '../channels/channels-config.ts';
import { phoneNumber } from '../channels/phone-number.ts';
import type { OutsideChannel } from '../channels/sender.ts';
import { ConfigError } from '../service/parse-config.ts';

/** One way of reaching one contact. */
export interface Way {
  channel: OutsideChannel;
  address: Address;
}

const ALLOWED = 'must be mailto:…, tel:+… or https://… addresses, separated by commas';

/** `mailto:ops@example.org,tel:+8613800000000,https://example.org/hook` */
export const platformContactsField = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .refine((contacts) => contacts.every(isContact), { error: ALLOWED })
  .default([]);

function isContact(contact: string): boolean {
  if (contact.startsWith('tel:')) return isPhone(contact.slice('tel:'.length));
  if (contact.startsWith('mailto:')) return /^mailto:[^<>\s@?]+@[^<>\s@?]+$/.test(contact);
  return /^https?:/.test(contact) && URL.canParse(contact);
}

function isPhone(text: string): boolean {
  try {
    return phoneNumber(text) !== '';
  } catch {
    return false;
  }
}

/**
 * Every way of reaching every contact: a telephone is written to and rung.
 * @throws ConfigError where a contact could never be reached: that must not be found out at night
 */
export function waysTo(
  contacts: readonly string[],
  config: ChannelsConfig & { PLATFORM_WEBHOOK_SECRET?: string | undefined },
): Way[] {
  const channels = configuredChannels(config);
  const problem = (scheme: string, needs: string): never => {
    throw new ConfigError([
      `PLATFORM_CONTACTS has a ${scheme} address, which nothing can reach: ${needs}. See .env.example`,
    ]);
  };
  return contacts.flatMap((contact): Way[] => {
    if (contact.startsWith('mailto:')) {
      if (!channels.has('email')) return problem('mailto:', 'set SMTP_URL and MAIL_FROM');
      return [{ channel: 'email', address: { kind: 'email', email: contact.slice('mailto:'.length) } }];
    }
    if (contact.startsWith('tel:')) {
      const address = { kind: 'phone', phone: contact.slice('tel:'.length) } as const;
      const phone = (['sms', 'voice'] as const).filter((channel) => channels.has(channel));
      if (phone.length === 0) return problem('tel:', 'set ALIYUN_* for text messages or calls');
      return phone.map((channel) => ({ channel, address }));
    }
    const secret = config.PLATFORM_WEBHOOK_SECRET;
    if (secret === undefined) return problem('https:', 'set PLATFORM_WEBHOOK_SECRET');
    return [{ channel: 'webhook', address: { kind: 'webhook', url: contact, secret, format: 'json' } }];
  });
}
