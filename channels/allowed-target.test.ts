import { describe, expect, it } from 'vitest';
import { allowedLookup, allowedUrl, isAllowedIp } from './allowed-target.ts';

const http = ['https:', 'http:'];

describe('where a webhook may lead', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://100.100.100.200/',
    'http://0.0.0.0/',
    'http://127.0.0.1:6379/',
    'http://[::1]/',
    'file:///etc/passwd',
    'gopher://example.org/',
    'not a url',
  ])('never to %s', (url) => {
    expect(() => allowedUrl(url, http, false)).toThrow(
      expect.objectContaining({ code: 'bad_address', retry: false }),
    );
  });

  it.each([
    'https://gateway.example.org/cap',
    'http://10.1.2.3:8080/',
    'http://192.168.1.9/',
    'http://[fd12::1]/',
  ])('to %s, which may be the gateway in the same building', (url) => {
    expect(allowedUrl(url, http, false).href).toBe(url);
  });

  it('to this machine only where that was allowed on purpose; metadata stays forbidden', () => {
    expect(isAllowedIp('127.0.0.1', true)).toBe(true);
    expect(isAllowedIp('169.254.169.254', true)).toBe(false);
  });

  it('not to a name that leads to this machine', async () => {
    const found = await new Promise((resolve) =>
      allowedLookup(false)('localhost', {}, (error, address) => resolve(error ?? address)),
    );
    expect(found).toMatchObject({ code: 'bad_address' });
  });
});
