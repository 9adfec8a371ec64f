import type { Messages } from '../en.ts';

export const app: Messages['app'] = {
  name: '安居',
  tagline: '指挥调度中心',
  loading: '正在加载…',
  language: '语言',
  scheme: '外观',
  schemeAuto: '跟随系统',
  schemeLight: '浅色',
  schemeDark: '深色',
  crashed: '本页面出错。平台仍在接收报警，请立即重新加载页面。',
  reload: '重新加载页面',
  notLoaded: '未能加载。请再试一次，或在连接恢复后重新加载页面。',
  skip: '跳到警情列表',
  settings: '设置',
  close: '关闭',
  back: '返回警情列表',
  more: '加载更多',
  optional: '选填',
};
