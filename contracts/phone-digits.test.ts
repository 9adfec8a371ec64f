import { expect, it } from 'vitest';
import { phoneDigits } from './phone-digits.ts';

it.each([
  '13800001111',
  '+86 138-0000-1111',
  '0086 13800001111',
  '8613800001111',
  '(138) 0000 1111',
  '１３８００００１１１１',
])('reads %s as the one number that it is', (written) => {
  expect(phoneDigits(written)).toBe('13800001111');
});

it('does not make one number of two', () => {
  expect(phoneDigits('0571-88001234')).toBe('057188001234');
  expect(phoneDigits('+49 151 23456789')).toBe('4915123456789');
  // 86 begins this number and is no country code.
  expect(phoneDigits('86123456')).toBe('86123456');
});
