import type { Messages } from '../en.ts';

export const duty: Messages['duty'] = {
  title: '值班',
  on: '值班中，至 {{time}}',
  off: '未值班：仅在无人值班时呼叫您',
  unknown: '值班状态加载失败。',
  until: '值班时长',
  hours: '{{count}} 小时',
  start: '开始值班',
  stop: '结束值班',
};
