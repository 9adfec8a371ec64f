import type { Messages } from '../en.ts';

export const dryRun: Messages['dryRun'] = {
  title: '将会呼叫谁',
  hint: '模拟最初 {{count}} 分钟：假设现在发生且无人接警。仅供查看，不会呼叫任何人。',
  type: '假设发生',
  failed: '无法推算。实际呼叫不受影响。',
  atOnce: '立即',
  after: '{{time}} 后',
  again: '并在 {{times}} 后再次呼叫',
  comma: '、',
  else: '，失败则 {{channels}}',
  notBefore: '，{{time}} 之后才发出',
  unreachable: '无法联系：{{why}}',
  nobody: '无人',
  warning: {
    nobody_at_all: '【无人】会被联系到！',
    nobody_in_first_minute: '第一分钟内无人会被联系到。',
    only_screens: '第一分钟内只能联系到正在看屏幕的人员。',
    nobody_for_target: '有应呼叫的人员尚未登记。',
    channel_not_configured: '有些呼叫方式在本平台未配置。',
    channels_unknown: '目前不知道哪些呼叫方式可用，仅计入屏幕。',
    would_be_refused: '这些步骤无法保存。',
  },
};
