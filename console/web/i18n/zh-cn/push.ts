import type { Messages } from '../en.ts';

export const push: Messages['push'] = {
  on: '本设备可接收推送消息',
  off: '在本设备接收推送消息',
  stop: '本设备不再接收推送消息',
  not_configured: '本平台未配置推送消息。',
  unsupported: '此浏览器在当前页面无法接收推送消息（需要安全连接）。',
  denied: '推送消息已被浏览器设置阻止',
  failed: '推送消息设置失败：{{detail}}',
};
