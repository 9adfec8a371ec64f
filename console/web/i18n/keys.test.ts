import { describe, expect, it } from 'vitest';
import { ALARM_TYPES } from '../../../contracts/alarm.ts';
import { ANSWERED_VIA, CONDITIONS } from '../../../contracts/answer-words.ts';
import { DEVICE_KINDS } from '../../../contracts/device.ts';
import { ACTION_EVENT_TYPES, DISPOSITIONS, INCIDENT_STATES } from '../../../contracts/incident.ts';
import { CHANNELS, NOTIFICATION_STATES, PURPOSES } from '../../../contracts/notification.ts';
import { RELATIONS, ROLES } from '../../../contracts/people.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('the two languages', () => {
  const english = new Map(leaves(en));
  const chinese = new Map(leaves(zhCn));

  it('have exactly the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('have no empty text, and the same placeholders in each', () => {
    for (const [key, text] of english) {
      expect(text, key).not.toBe('');
      expect(chinese.get(key), key).not.toBe('');
      expect(holes(chinese.get(key) ?? ''), key).toEqual(holes(text));
    }
  });

  it('never leave English words in the Chinese', () => {
    for (const [key, text] of chinese) {
      if (key === 'homes.add.ieeeAddress') continue;
      // A file format and coordinate systems are called the same in every language.
      expect(text.replace(/\{\{\w+\}\}|GeoJSON|WGS 84|GCJ-02/g, ''), key).not.toMatch(/[A-Za-z]{3,}/);
    }
  });

  it('each say every alarm and every action of an incident in words', () => {
    for (const texts of [en, zhCn]) {
      for (const type of ALARM_TYPES) expect(texts.type[type], type).toBeTruthy();
      for (const type of ACTION_EVENT_TYPES) expect(texts.incident.event[type], type).toBeTruthy();
    }
  });

  it('name every alarm type, state, event, disposition, device kind and relation', () => {
    expect(Object.keys(en.type)).toEqual([...ALARM_TYPES]);
    expect(Object.keys(en.state)).toEqual([...INCIDENT_STATES]);
    expect(Object.keys(en.incident.event)).toEqual([...ACTION_EVENT_TYPES]);
    expect(Object.keys(en.disposition)).toEqual([...DISPOSITIONS]);
    expect(Object.keys(en.kind)).toEqual([...DEVICE_KINDS]);
    expect(Object.keys(en.relation)).toEqual([...RELATIONS]);
  });

  it('name every role, channel, purpose and state of a call, and what is answered', () => {
    expect(Object.keys(en.role)).toEqual([...ROLES]);
    expect(Object.keys(en.incident.via)).toEqual([...ANSWERED_VIA]);
    expect(Object.keys(en.incident.condition)).toEqual([...CONDITIONS]);
    expect(Object.keys(en.calls.channel)).toEqual([...CHANNELS]);
    expect(Object.keys(en.calls.purpose)).toEqual([...PURPOSES]);
    expect(Object.keys(en.calls.state)).toEqual([...NOTIFICATION_STATES]);
  });
});
