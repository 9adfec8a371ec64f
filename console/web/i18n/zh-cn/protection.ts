import type { Messages } from '../en.ts';

export const protection: Messages['protection'] = {
  state: {
    protected: '守护正常',
    impaired: '部分守护',
    unprotected: '未受守护',
    maintenance: '维护中',
  },
  reason: {
    never_heard: '从未上报',
    silent: '长时间未上报',
    offline: '离线',
    fault: '报告故障',
    gateway_down: '网关无法连接',
    maintenance: '测试或维护中',
    low_battery: '电量低',
    tamper: '被拆动',
    no_life_safety_device: '没有可以求助的设备',
  },
  inRoom: '{{room}}{{kind}}',
  ofDevice: '{{device}}：{{why}}',
  more: '等 {{count}} 项',
};
