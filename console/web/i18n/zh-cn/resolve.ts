import type { Messages } from '../en.ts';

export const resolve: Messages['resolve'] = {
  title: '处置结果',
  note: '结案备注',
  confirm: '确认结案',
  choose: '请选择处置结果。',
  changed: '您填写期间有新的情况，请先查看再结案。',
  seen: '我已查看',
};
