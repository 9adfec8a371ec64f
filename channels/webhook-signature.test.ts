import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signWebhook, verifySignature } from './webhook-signature.ts';

const secret = 'a secret of thirty-two characters';
const now = new Date('2026-03-01T19:12:30Z');
const timestamp = Math.floor(now.getTime() / 1_000);
const body = '{"title":"请马上去看望"}';
const headers = (change: Record<string, string> = {}): Record<string, string> => ({
  'anju-id': 'n-1',
  'anju-timestamp': String(timestamp),
  'anju-signature': signWebhook({ secret, id: 'n-1', timestamp, body }),
  ...change,
});

describe('a webhook’s signature', () => {
  it('is what docs/webhooks.md says, so that any language can compute it', () => {
    const mac = createHmac('sha256', secret).update(`${timestamp}.n-1.${body}`).digest('hex');
    expect(headers()['anju-signature']).toBe(`v1=${mac}`);
    expect(verifySignature({ secret, headers: headers(), body, now })).toEqual({ ok: true, id: 'n-1' });
  });

  it.each([
    ['another body', {}, `${body} `],
    ['another id', { 'anju-id': 'n-2' }, body],
    ['another time', { 'anju-timestamp': String(timestamp + 1) }, body],
    ['half a signature', { 'anju-signature': 'v1=00' }, body],
  ])('does not verify with %s', (_, change, sent) => {
    expect(verifySignature({ secret, headers: headers(change), body: sent, now })).toEqual({
      ok: false,
      reason: 'wrong_signature',
    });
  });

  it('is good for five minutes either way and not longer', () => {
    const at = (seconds: number) =>
      verifySignature({ secret, headers: headers(), body, now: new Date((timestamp + seconds) * 1_000) }).ok;
    expect([at(-301), at(-300), at(300), at(301)]).toEqual([false, true, true, false]);
  });

  it('is missing, or its time no number: not verified, and no exception', () => {
    expect(verifySignature({ secret, headers: {}, body, now })).toEqual({ ok: false, reason: 'malformed' });
    const odd = headers({ 'anju-timestamp': '1e3' });
    expect(verifySignature({ secret, headers: odd, body, now })).toEqual({ ok: false, reason: 'malformed' });
  });
});
