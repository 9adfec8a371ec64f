import type { Messages } from '../en.ts';

export const resolve: Messages['resolve'] = {
  title: '处置结果',
  note: '结案备注',
  confirm: '确认结案',
  choose: '请选择处置结果。',
  changed: '您填写期间有新的情况，请先查看再结案。',
  phoneOff: '{{name}} 由电话派出，如不用再来请致电告知。',
  isTold: '{{names}}：将自动收到结案通知。',
  seen: '我已查看',
};
