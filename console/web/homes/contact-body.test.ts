import { expect, it } from 'vitest';
import { contactBody } from './contact-body.ts';

it('a contact has quiet hours only with a beginning and an end, and preferences only where some are ticked', () => {
  const filled = {
    name: '王建国',
    relation: 'family',
    order: '2',
    quietFrom: '22:00',
    quietTo: '07:00',
    preferred: 'sms',
  };
  expect(contactBody(filled, ['voice', 'sms'])).toEqual({
    name: '王建国',
    relation: 'family',
    order: 2,
    preferredChannels: ['voice', 'sms'],
    quietHours: { from: '22:00', to: '07:00' },
  });
  expect(contactBody({ name: '王建国', quietFrom: '22:00' }, [])).toEqual({ name: '王建国' });
});
