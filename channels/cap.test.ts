import { describe, expect, it } from 'vitest';
import type { Occurrence } from '../contracts/notification.ts';
import { capTime, toCap } from './cap.ts';
import { composeTestMessage } from './compose-test-message.ts';
import { composeMessage, type MessageInput } from './compose-message.ts';

const occurrence: Occurrence = {
  incidentId: 'incident-1',
  type: 'smoke',
  priority: 1,
  openedAt: '2026-03-01T19:12:00.000Z',
  timezone: 'Asia/Shanghai',
  address: '<3号> & "院"',
  areaName: '文晖街道',
  residents: ['张\u0000桂芳'],
};
const cap = (more: Partial<MessageInput> = {}): string =>
  toCap({
    id: 'n-1',
    sender: 'anju.example.org',
    addressee: 'gateway.example.org',
    message: composeMessage({
      purpose: 'alarm',
      locale: 'zh-CN',
      createdAt: '2026-03-01T19:12:30.500Z',
      occurrence,
      ...more,
    }),
  });
const of = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^]*?)</${name}>`).exec(xml)?.[1];

describe('a CAP 1.2 alert', () => {
  it('has what the standard asks of a private alert, in its order', () => {
    const xml = cap({ location: { lat: 30.28, lng: 120.15 } });
    const names = Array.from(xml.matchAll(/<(\w+)[ >]/g), ([, name]) => name);
    expect(names).toEqual([
      'alert',
      ...['identifier', 'sender', 'sent', 'status', 'msgType', 'scope', 'addresses', 'incidents'],
      'info',
      ...['language', 'category', 'event', 'urgency', 'severity', 'certainty'],
      ...['headline', 'description', 'instruction'],
      'area',
      ...['areaDesc', 'circle'],
    ]);
    expect(xml).toContain('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">');
    expect(of(xml, 'sent')).toBe('2026-03-02T03:12:30+08:00');
    expect([of(xml, 'status'), of(xml, 'msgType'), of(xml, 'scope')]).toEqual(['Actual', 'Alert', 'Private']);
    expect([of(xml, 'category'), of(xml, 'urgency'), of(xml, 'severity')]).toEqual([
      'Fire',
      'Immediate',
      'Severe',
    ]);
    expect(of(xml, 'circle')).toBe('30.28,120.15 0.05');
  });

  it('of a connection test is one that every recipient disregards, and names no incident and no place', () => {
    const xml = toCap({
      id: 't1',
      sender: 'anju.example.org',
      addressee: 'gateway.example.org',
      message: composeTestMessage({ locale: 'zh-CN', createdAt: '2026-03-01T19:12:30.500Z' }),
    });
    expect([of(xml, 'status'), of(xml, 'urgency'), of(xml, 'severity')]).toEqual([
      'Test',
      'Unknown',
      'Unknown',
    ]);
    expect(of(xml, 'headline')).toMatch(/^测试/);
    for (const absent of ['incidents', 'area', 'instruction', 'references']) {
      expect(of(xml, absent), absent).toBeUndefined();
    }
  });

  it('writes UTC as -00:00 and never as Z (CAP 1.2 §3.3.2)', () => {
    expect(capTime('2026-03-01T19:12:30Z', 'UTC')).toBe('2026-03-01T19:12:30-00:00');
    expect(capTime('2026-03-01T19:12:30Z', 'Not/AZone')).toBe('2026-03-01T19:12:30-00:00');
  });

  it('is well-formed whatever was typed into it', () => {
    const xml = cap();
    expect(of(xml, 'areaDesc')).toBe('文晖街道 &lt;3号&gt; &amp; &quot;院&quot;');
    expect(xml).not.toContain('\u0000');
    expect(of(xml, 'headline')).toContain('张桂芳');
  });

  it('is an exercise where it is a test: nobody sends a fire engine', () => {
    expect(of(cap({ test: true }), 'status')).toBe('Exercise');
  });

  it('updates and cancels the message that came before, and names the incident', () => {
    const earlier = [{ id: 'n-0', createdAt: '2026-03-01T19:12:01.000Z' }];
    const update = cap({ purpose: 'stand_down', earlier });
    expect(of(update, 'msgType')).toBe('Update');
    expect(of(update, 'references')).toBe('anju.example.org,n-0,2026-03-02T03:12:01+08:00');
    const cancel = cap({ purpose: 'closed', earlier });
    expect([of(cancel, 'msgType'), of(cancel, 'urgency')]).toEqual(['Cancel', 'Past']);
    expect(of(cancel, 'incidents')).toBe('incident-1');
    expect(cancel).not.toContain('<instruction>');
  });
});
