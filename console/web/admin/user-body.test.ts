import { expect, it } from 'vitest';
import { userBody } from './user-body.ts';

const filled = { username: 'wang', name: '王芳', areaIds: 'a1,a2', locale: 'zh-CN' };

it('a user has the areas that were chosen, and what was left empty is cleared', () => {
  expect(userBody(filled, ['operator'])).toEqual({
    username: 'wang',
    name: '王芳',
    roles: ['operator'],
    areaIds: ['a1', 'a2'],
    homeIds: [],
    phone: null,
    email: null,
    locale: 'zh-CN',
  });
});

it('never touches a password that was not written', () => {
  expect(userBody(filled, [])).not.toHaveProperty('password');
  expect(userBody({ ...filled, password: 'long enough' }, [])).toMatchObject({ password: 'long enough' });
});
