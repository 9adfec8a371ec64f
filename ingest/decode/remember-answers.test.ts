import { expect, test } from 'vitest';
import { rememberAnswers } from './remember-answers.ts';

test('an answer is worked out once', () => {
  let worked = 0;
  const shout = rememberAnswers((text) => `${text}${(worked += 1)}!`);
  expect([shout('a'), shout('a'), shout('b')]).toEqual(['a1!', 'a1!', 'b2!']);
});

test('a device that makes up names does not fill the memory, and still gets its answers', () => {
  let worked = 0;
  const answer = rememberAnswers((text) => ((worked += 1), text.length));
  for (let n = 0; n < 50_000; n++) expect(answer(`made_up_${n}`)).toBe(`made_up_${n}`.length);
  const before = worked;
  answer('made_up_0'); // forgotten meanwhile
  expect(worked).toBe(before + 1);
});

test('an endless name is not kept', () => {
  let worked = 0;
  const answer = rememberAnswers(() => (worked += 1));
  const endless = 'x'.repeat(60_000);
  expect([answer(endless), answer(endless)]).toEqual([1, 2]);
});
