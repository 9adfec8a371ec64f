import { describe, expect, it } from 'vitest';
import { phoneNumber } from './phone-number.ts';

describe('a telephone number', () => {
  it.each([
    ['138 0000 1111', '13800001111'],
    ['+86 138-0000-1111', '13800001111'],
    ['008613800001111', '13800001111'],
    ['0571-8888 9999', '057188889999'],
    ['+852 5123 4567', '85251234567'],
  ])('%s is told to Aliyun as %s', (typed, told) => {
    expect(phoneNumber(typed)).toBe(told);
  });

  it.each(['', '张三', '13800001111,13900002222', '110', '1380000111x'])(
    '%s is none, and nobody is called',
    (typed) => {
      expect(() => phoneNumber(typed)).toThrow(
        expect.objectContaining({ code: 'bad_address', retry: false }),
      );
    },
  );
});
