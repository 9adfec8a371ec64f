import type { Messages } from '../en.ts';

export const palette: Messages['palette'] = {
  open: '搜索与命令',
  short: '搜索',
  title: '搜索与命令',
  label: '要找什么？',
  placeholder: '姓名、电话、地址、页面、操作……',
  hint: '输入姓名、拼音或首字母，电话中的三位数字，或地址的一部分。',
  searching: '正在搜索……',
  found: '共 {{count}} 项',
  results: '结果',
  age: '{{count}} 岁',
  section: {
    incidentActions: '当前警情',
    pages: '页面',
    screen: '本屏幕',
    incident: '警情',
    resident: '老人',
    home: '家庭',
    contact: '联系人',
    device: '设备',
    area: '区域',
    user: '用户',
  },
};
