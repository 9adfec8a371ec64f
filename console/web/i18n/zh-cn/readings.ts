import type { Messages } from '../en.ts';

export const readings: Messages['readings'] = {
  loading: '正在加载读数…',
  failed: '读数加载失败。报警不受影响。',
  none: '最近 24 小时没有收到该家庭的任何消息。这并不表示平安。',
  chart: '最近 24 小时图表；下方表格以文字说明相同内容',
  table: '以表格查看',
  from: '从',
  to: '到',
  where: '位置',
  what: '内容',
  times: '次数',
  lastSeen: '最后消息：{{time}}',
  lastMotion: '最后活动：{{time}}（{{ago}}前），{{where}}',
  noMotion: '最近 24 小时没有收到活动消息',
  mark: { motion: '活动', opened: '打开', closed: '关闭', alarm: '报警', heard: '有消息' },
  line: { temperature: '温度（°C）', humidity: '湿度（%）', battery: '电量（%）' },
  now: '现在',
};
