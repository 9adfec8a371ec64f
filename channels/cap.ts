import { DateTime } from 'luxon';
import type { AlarmType, Priority } from '../contracts/alarm.ts';
import type { Purpose } from '../contracts/notification.ts';
import type { Message, MessageData } from './message.ts';
import { textsIn } from './texts-in.ts';
import type { Texts } from './texts.ts';
import { escapeXml } from './xml.ts';

export interface CapInput {
  /** the notification's id: `identifier` */
  id: string;
  /** who speaks: a host name, without spaces, commas, < and & (CAP 1.2 §3.2.1 `sender`) */
  sender: string;
  /** for whom: `addresses`, which the scope `Private` asks for */
  addressee: string;
  message: Message;
}

/** CAP 1.2 §3.2.2, `category`. */
const CATEGORY: Record<AlarmType, string> = {
  sos: 'Rescue',
  fall: 'Rescue',
  smoke: 'Fire',
  gas: 'Safety',
  water: 'Safety',
  inactivity: 'Rescue',
  door: 'Safety',
  tamper: 'Infra',
  offline: 'Infra',
  low_battery: 'Infra',
  fault: 'Infra',
};

/** A person who presses was observed; a sensor is likely right; a rule that draws conclusions possibly is. */
const CERTAINTY: Record<AlarmType, string> = {
  sos: 'Observed',
  fall: 'Likely',
  smoke: 'Likely',
  gas: 'Likely',
  water: 'Likely',
  inactivity: 'Possible',
  door: 'Likely',
  tamper: 'Observed',
  offline: 'Observed',
  low_battery: 'Observed',
  fault: 'Observed',
};

const URGENCY: Record<Priority, string> = { 1: 'Immediate', 2: 'Expected', 3: 'Future' };
const SEVERITY: Record<Priority, string> = { 1: 'Severe', 2: 'Moderate', 3: 'Minor' };
const MSG_TYPE: Record<Purpose, string> = {
  alarm: 'Alert',
  stand_down: 'Update',
  closed: 'Cancel',
  work_order: 'Alert',
  dispatch: 'Alert',
};

/**
 * The message as a CAP 1.2 alert (OASIS CAP-v1.2), for dispatch systems of 119 and 120. Update and Cancel name the
 * earlier messages in `references` where they are known; `incidents` names the incident in any case.
 */
export function toCap({ id, sender, addressee, message }: CapInput): string {
  const { data } = message;
  const references =
    data.kind === 'incident' ? data.earlier.map((one) => referenceTo(one, sender, data)) : [];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    element('identifier', id),
    element('sender', sender),
    element('sent', capTime(message.createdAt, timezoneOf(data))),
    element('status', statusOf(data)),
    element('msgType', typeOf(data)),
    element('scope', 'Private'),
    element('addresses', addressee),
    ...(references.length > 0 ? [element('references', references.join(' '))] : []),
    ...(data.kind === 'test' ? [] : [element('incidents', message.topic)]),
    ...info(message),
    '</alert>',
    '',
  ].join('\n');
}

function info(message: Message): string[] {
  const { data, priority } = message;
  const texts = textsIn(message.locale);
  const type = data.kind === 'incident' ? data.occurrence.type : undefined;
  return [
    '<info>',
    element('language', message.locale),
    element('category', type ? CATEGORY[type] : 'Infra'),
    element('event', eventOf(data, texts)),
    // Of a test nothing is urgent, grave or observed (CAP 1.2 §3.2.2).
    ...(data.kind === 'test'
      ? [element('urgency', 'Unknown'), element('severity', 'Unknown'), element('certainty', 'Unknown')]
      : [
          element('urgency', data.purpose === 'closed' ? 'Past' : URGENCY[priority]),
          element('severity', SEVERITY[priority]),
          element('certainty', type ? CERTAINTY[type] : 'Observed'),
        ]),
    element('headline', message.title),
    element('description', message.text),
    ...(data.kind === 'incident' && data.purpose === 'alarm'
      ? [element('instruction', texts.doNow[data.occurrence.type])]
      : []),
    ...(message.link ? [element('web', message.link)] : []),
    ...(data.kind === 'incident' ? area(data) : []),
    '</info>',
  ];
}

function area({ occurrence, location }: Extract<MessageData, { kind: 'incident' }>): string[] {
  return [
    '<area>',
    element('areaDesc', `${occurrence.areaName} ${occurrence.address}`),
    // Radius in km: one building.
    ...(location ? [element('circle', `${location.lat},${location.lng} 0.05`)] : []),
    '</area>',
  ];
}

/** `Test`: technical testing only, all recipients disregard (CAP 1.2 §3.2.1). */
function statusOf(data: MessageData): string {
  if (data.kind === 'test') return 'Test';
  return data.kind === 'incident' && data.test ? 'Exercise' : 'Actual';
}

function typeOf(data: MessageData): string {
  if (data.kind === 'test') return 'Alert';
  if (data.kind === 'incident') return MSG_TYPE[data.purpose];
  return data.news.state === 'down' ? 'Alert' : 'Cancel';
}

function eventOf(data: MessageData, texts: Texts): string {
  if (data.kind === 'test') return texts.connectionTest.what;
  return data.kind === 'incident' ? texts.what[data.occurrence.type] : data.news.what;
}

function timezoneOf(data: MessageData): string {
  if (data.kind === 'test') return 'UTC';
  return data.kind === 'incident' ? data.occurrence.timezone : data.news.timezone;
}

function referenceTo(one: { id: string; createdAt: string }, sender: string, data: MessageData): string {
  return `${sender},${one.id},${capTime(one.createdAt, timezoneOf(data))}`;
}

/** CAP 1.2 §3.3.2: an offset in digits, never `Z`; UTC is `-00:00`. */
export function capTime(at: string, timezone: string): string {
  const utc = DateTime.fromISO(at, { zone: 'utc' });
  const local = utc.setZone(timezone);
  const text = (local.isValid ? local : utc).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
  return text.replace(/\+00:00$/, '-00:00');
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}
