import type { Messages } from '../en.ts';

export const connection: Messages['connection'] = {
  lost: '连接中断！新报警不会在此出现。',
  asOf: '当前画面停留在 {{time}}。',
  age: '（{{time}}前）',
  tab: '连接中断',
  asOfShort: '截至 {{time}}',
  lostHint: '正在自动重连。如持续中断，请使用备用坐席或电话名单。',
  connecting: '正在连接…',
  restored: '已重新连接，画面为最新内容。',
  stale: '已过时',
  live: '实时',
};
