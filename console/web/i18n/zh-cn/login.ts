import type { Messages } from '../en.ts';

export const login: Messages['login'] = {
  title: '登录',
  username: '用户名',
  password: '密码',
  submit: '登录并开启声音',
  busy: '正在登录…',
  soundHint: '本机将发出报警声，请确认音箱已打开。',
  wrong: '用户名或密码错误。',
  tooMany: '尝试次数过多，请等待 {{seconds}} 秒后再试。',
  unreachable: '无法连接平台。请检查网络，与您的密码无关。',
  failed: '登录失败：{{detail}}',
  missing: '请输入用户名和密码。',
  waiting: '无法连接平台，正在自动重试…',
  logout: '退出登录',
  ended: '登录已失效，请重新登录。',
};
