import type { Messages } from '../en.ts';

export const wall: Messages['wall'] = {
  title: '大屏',
  waiting: '等待接警',
  longest: '最长',
  quiet: '无人等待',
  unknown: '状态未知',
  unknownHint: '正在连接…',
  more: '另有 {{count}} 条等待',
  inWork: '处理中',
  onTheWay: '在途',
  onScene: '已到场',
  technical: '维修工单',
  lastClosed: '最近结案',
  noneClosed: '近期没有结案。',
  inTarget: '未超时',
  late: '超 1 分钟',
  overdue: '超 3 分钟',
  lost: '连接中断',
  lostHint: '显示的是 {{time}} 前的内容，新报警不会显示。',
  fullScreen: '全屏（F 键）',
  back: '返回控制台',
};
