import { expect, test } from 'vitest';
import { sameOrigin } from './same-origin.ts';

test('a page of ours and a program without a page may connect; another site’s page may not', () => {
  expect(sameOrigin({ host: 'anju.example:8080' })).toBe(true);
  expect(sameOrigin({ host: 'anju.example:8080', origin: 'http://anju.example:8080' })).toBe(true);
  expect(
    sameOrigin({
      host: '127.0.0.1:8080',
      origin: 'https://anju.example',
      'x-forwarded-host': 'anju.example',
    }),
  ).toBe(true);
  expect(sameOrigin({ host: 'anju.example:8080', origin: 'http://anju.example' })).toBe(false);
  expect(sameOrigin({ host: 'anju.example', origin: 'https://anju.example.evil.example' })).toBe(false);
  expect(sameOrigin({ host: 'anju.example', origin: 'null' })).toBe(false);
});
