import type { Messages } from '../en.ts';

export const sound: Messages['sound'] = {
  armed: '声音已开',
  blocked: '声音已关闭：被浏览器拦截',
  arm: '开启声音',
  silence: '静音',
  silenceHint: '仅静音当前屏幕上的报警，并不等于接警；有新报警会再次响起。',
  silenced: '已静音，直到下一次报警',
  ringingLife: '正在响：生命',
  ringingUrgent: '正在响：紧急',
  try: '试听声音',
  notifications: '在桌面显示通知',
  notificationsOn: '桌面通知已开启',
  notificationsDenied: '桌面通知已被浏览器设置阻止',
  notificationTitle: '{{priority}}：{{type}}',
};
