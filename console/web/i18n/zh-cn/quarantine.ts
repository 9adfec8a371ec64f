import type { Messages } from '../en.ts';

export const quarantine: Messages['quarantine'] = {
  title: '隔离区',
  hint: '已存储但无法理解的消息。这里没有丢失任何内容，每一条都说明有设备需要检查。',
  none: '隔离区为空。',
  failed: '隔离区加载失败。',
  at: '到达时间',
  client: '来自',
  topic: '主题',
  why: '原因',
  payload: '内容',
};
