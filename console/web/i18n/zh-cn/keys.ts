import type { Messages } from '../en.ts';

export const keys: Messages['keys'] = {
  title: '键盘',
  open: '键盘快捷键',
  enabled: '启用单字母快捷键',
  acknowledge: '接警',
  dispatch: '派单',
  arrive: '到场',
  resolve: '结案',
  note: '写备注',
  release: '释放',
  next: '下一条警情',
  previous: '上一条警情',
  silence: '静音',
  filter: '筛选警情',
  showAll: '取消筛选，显示全部',
  help: '本帮助',
  palette: '搜索、页面与操作',
  paletteAnywhere: '同上，输入时也可用',
  escape: '关闭、取消',
  hint: '在输入框中书写时不起作用。',
};
