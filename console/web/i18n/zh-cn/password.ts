import type { Messages } from '../en.ts';

export const password: Messages['password'] = {
  title: '修改密码',
  of: '{{name}}，用户名 {{username}}',
  current: '当前密码',
  new: '新密码',
  again: '再次输入新密码',
  same: '与当前密码相同，请换一个。',
  differs: '两次输入不一致，请重新输入新密码。',
  save: '修改密码',
  ends: '本机保持登录，您在其他设备上的登录立即失效。',
  changed_one: '密码已修改，您的另外 {{count}} 处登录已失效。',
  changed_other: '密码已修改，您的另外 {{count}} 处登录已失效。',
};
