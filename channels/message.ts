import type { Priority } from '../contracts/alarm.ts';
import type { Locale, Occurrence, Purpose } from '../contracts/notification.ts';

/** What the platform itself has to say: a part of it is silent, or it is well again. */
export interface PlatformNews {
  state: 'down' | 'well';
  /** one short phrase in the reader's language: "no canary for 2 min" */
  what: string;
  /** RFC 3339 */
  since: string;
  timezone: string;
  detail?: string;
}

/** A message to a webhook that this one updates or ends: CAP 1.2 `references`. */
export interface EarlierMessage {
  id: string;
  /** RFC 3339, the `createdAt` it was sent with */
  createdAt: string;
}

/** What machines are told. */
export type MessageData =
  | {
      kind: 'incident';
      purpose: Purpose;
      occurrence: Occurrence;
      /** further ones of a bundled work order */
      more: Occurrence[];
      test: boolean;
      link?: string;
      location?: { lat: number; lng: number };
      earlier: EarlierMessage[];
    }
  | { kind: 'platform'; purpose: 'platform'; news: PlatformNews }
  /** somebody tries whether a webhook hears us: no incident, no person, no address, so that nobody can be sent anywhere */
  | { kind: 'test'; purpose: 'test'; test: true };

/** One thing to say, in the forms that the channels need. Made by composeMessage and composePlatformMessage. */
export interface Message {
  locale: Locale;
  priority: Priority;
  /** when it was written, RFC 3339 in UTC: the same for every attempt */
  createdAt: string;
  title: string;
  text: string;
  html: string;
  /** for a text message or a lock screen: at most 70 characters in Chinese wherever the address allows it */
  short: string;
  /** for a voice that reads it out */
  spoken: string;
  /** what a newer message replaces on a lock screen and what mails are threaded by: the incident */
  topic: string;
  link?: string;
  /** variables of the provider's approved templates (docs/channels.md lists them) */
  smsParams: Record<string, string>;
  voiceParams: Record<string, string>;
  data: MessageData;
}
