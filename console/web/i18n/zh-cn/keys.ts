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
  reached: '通话结果：已接通',
  no_answer: '通话结果：无人接听',
  refused: '通话结果：拒绝',
  wrong_number: '通话结果：号码有误',
  digits: '致电清单中的第几位；在表单中选择',
  next: '下一条警情',
  previous: '上一条警情',
  silence: '静音',
  help: '本帮助',
  escape: '关闭、取消',
  hint: '在输入框中书写时不起作用。',
};
