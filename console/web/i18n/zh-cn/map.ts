import type { Messages } from '../en.ts';

export const map: Messages['map'] = {
  title: '地图',
  label: '家庭地图，旁边的列表包含相同的家庭',
  ofHome: '{{address}} 的地图',
  area: '区域',
  everything: '我的全部区域',
  legend: '图例',
  life: '生命危险',
  urgent: '紧急',
  list: '视野内的家庭',
  inView: '视野内 {{count}} 户，共 {{all}} 户',
  tooMany: '家庭过多，请选择区域。',
  noPlace: '无坐标',
  zoomIn: '放大',
  zoomOut: '缩小',
  inRoom: '{{room}}{{kind}}',
  ofDevice: '{{device}}：{{why}}',
  more: '等 {{count}} 项',
  failed: '家庭加载失败，系统会自动重试；如仍失败请刷新页面。',
};
