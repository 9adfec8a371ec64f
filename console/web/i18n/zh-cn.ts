import type { Messages } from './en.ts';
import { app } from './zh-cn/app.ts';
import { login } from './zh-cn/login.ts';
import { queue } from './zh-cn/queue.ts';
import { incident } from './zh-cn/incident.ts';
import { action } from './zh-cn/action.ts';
import { resolve } from './zh-cn/resolve.ts';
import { refusal } from './zh-cn/refusal.ts';
import { sound } from './zh-cn/sound.ts';
import { connection } from './zh-cn/connection.ts';
import { platform } from './zh-cn/platform.ts';
import { keys } from './zh-cn/keys.ts';
import { readings } from './zh-cn/readings.ts';
import { calls } from './zh-cn/calls.ts';
import { checklist } from './zh-cn/checklist.ts';
import { order } from './zh-cn/order.ts';
import { dryRun } from './zh-cn/dry-run.ts';
import { maintenance } from './zh-cn/maintenance.ts';
import { duty } from './zh-cn/duty.ts';
import { push } from './zh-cn/push.ts';
import { homes } from './zh-cn/homes.ts';
import { quarantine } from './zh-cn/quarantine.ts';
import { map } from './zh-cn/map.ts';
import { supervisor } from './zh-cn/supervisor.ts';
import { report } from './zh-cn/report.ts';
import { wall } from './zh-cn/wall.ts';
import { palette } from './zh-cn/palette.ts';
import { handover } from './zh-cn/handover.ts';
import { audit } from './zh-cn/audit.ts';
import { boundary } from './zh-cn/boundary.ts';
import { password } from './zh-cn/password.ts';
import { admin } from './zh-cn/admin.ts';
import { form } from './zh-cn/form.ts';
import { policy } from './zh-cn/policy.ts';

/** 控制台的全部文字（简体中文）。 */
export const zhCn: Messages = {
  app,
  nav: {
    label: '页面',
    queue: '警情',
    map: '地图',
    homes: '家庭',
    handover: '交接班',
    supervisor: '值班管理',
    admin: '管理',
  },
  login,
  priority: { '1': '生命', '2': '紧急', '3': '技术', label: '优先级 {{number}}，{{word}}' },
  type: {
    sos: '一键呼叫',
    fall: '跌倒',
    smoke: '烟雾',
    gas: '燃气',
    water: '漏水',
    inactivity: '长时间无活动',
    door: '门',
    tamper: '设备被拆动',
    offline: '设备失联',
    low_battery: '电量低',
    fault: '设备故障',
  },
  state: {
    open: '未接警',
    acknowledged: '已接警',
    dispatched: '已派单，人员在途',
    on_scene: '人员已到场',
    resolved: '已结案',
  },
  disposition: {
    emergency: '紧急救助',
    assistance: '已提供帮助',
    false_alarm: '误报',
    test: '测试',
    technical: '设备问题',
    no_answer: '现场无人',
  },
  dispositionHint: {
    emergency: '救护车、消防或警察到场',
    assistance: '老人需要帮助并已得到帮助',
    false_alarm: '误按或误触发',
    test: '事先约定的测试',
    technical: '设备本身出错',
    no_answer: '门已打开，屋内无人',
  },
  queue,
  incident,
  action,
  resolve,
  refusal,
  sound,
  connection,
  platform,
  keys,
  readings,
  kind: {
    sos: '一键呼叫器',
    button: '按钮',
    fall: '跌倒探测器',
    smoke: '烟感报警器',
    gas: '燃气报警器',
    co: '一氧化碳报警器',
    water: '水浸传感器',
    motion: '红外感应器',
    presence: '存在感应器',
    door: '门磁',
    bed: '床垫传感器',
    vibration: '振动传感器',
    temperature: '温度计',
    environment: '环境传感器',
    gateway: '网关',
    voice: '语音终端',
    other: '设备',
  },
  relation: {
    family: '家属',
    neighbour: '邻居',
    grid_worker: '网格员',
    key_holder: '持有钥匙',
    volunteer: '志愿者',
  },
  role: {
    admin: '管理员',
    supervisor: '班长',
    operator: '坐席',
    installer: '安装人员',
    family: '家属',
  },
  calls,
  checklist,
  order,
  dryRun,
  maintenance,
  duty,
  push,
  homes,
  quarantine,
  map,
  supervisor,
  report,
  wall,
  palette,
  handover,
  audit,
  boundary,
  password,
  admin,
  form,
  policy,
  duration: { d: '{{count}} 天', h: '{{count}} 小时', min: '{{count}} 分', s: '{{count}} 秒' },
};
