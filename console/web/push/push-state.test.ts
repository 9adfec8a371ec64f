import { expect, it } from 'vitest';
import { pushState } from './push-state.ts';

const ready = { supported: true, key: 'key', permission: 'granted' as const, subscribed: true };

it('push messages are on only when the browser allows them and this device is subscribed', () => {
  expect(pushState(ready)).toBe('on');
  expect(pushState({ ...ready, subscribed: false })).toBe('off');
  expect(pushState({ ...ready, permission: 'default' })).toBe('off');
  expect(pushState({ ...ready, permission: 'denied' })).toBe('denied');
});

it('nobody is asked to allow what the platform or the browser cannot do', () => {
  expect(pushState({ ...ready, key: null, supported: false })).toBe('not_configured');
  expect(pushState({ ...ready, supported: false })).toBe('unsupported');
});
