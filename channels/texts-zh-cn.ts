import type { Texts } from './texts.ts';

const at = (address: string, room: string | undefined): string => (room ? `${address}(${room})` : address);

export const textsZhCn: Texts = {
  what: {
    sos: '一键呼叫',
    fall: '疑似跌倒',
    smoke: '烟雾报警',
    gas: '燃气报警',
    water: '漏水报警',
    inactivity: '长时间没有活动',
    door: '门的报警',
    tamper: '设备被拆动',
    offline: '设备离线',
    low_battery: '设备电量低',
    fault: '设备故障',
  },
  doNow: {
    sos: '请马上去看望',
    fall: '请马上去看望',
    smoke: '请马上去，见火先打119',
    gas: '请马上去，勿开关电器，关阀开窗',
    water: '请去查看漏水',
    inactivity: '请联系或去看望',
    door: '请确认老人是否外出',
    tamper: '请检查设备',
    offline: '请检查设备',
    low_battery: '请更换电池',
    fault: '请检修设备',
  },
  outcome: {
    emergency: '已紧急救助',
    assistance: '已提供帮助',
    false_alarm: '误报',
    test: '测试',
    technical: '设备问题',
    no_answer: '没有联系上',
  },
  nobodyNamed: '老人',
  somebody: '有人',
  testMark: '测试：',
  listSeparator: '、',
  alarmTitle: ({ doNow, residents }) => `${doNow}：${residents}`,
  alarmShort: ({ doNow, residents, address, room, clock, what, keyHolder }) => [
    `${doNow}：${residents}，${at(address, room)}，${clock}${what}。${keyHolder ? `钥匙：${keyHolder}。` : ''}回复1我去，2去不了，3误报`,
    `${doNow}：${residents}，${at(address, room)}，${clock}${what}。回复1我去，2去不了，3误报`,
    `${doNow}：${residents}，${address}，${clock}${what}。回1去2不去3误报`,
    `${doNow}：${residents}，${address}，${clock}${what}`,
    `${doNow}：${address}，${clock}${what}`,
    `${doNow}：${address}，${what}`,
  ],
  alarmSpoken: ({ doNow, residents, address, clock, what }) =>
    `${doNow}。这里是安居守护。${residents}，${address}，${clock}，${what}。我能去，请按1。去不了，请按2。误报，请按3。`,
  alarmLines: ({ doNow, what, when, residents, address, areaName, room, keyHolder }) => [
    `${doNow}。`,
    `发生了什么：${what}，${when}`,
    `老人：${residents}`,
    `地址：${address}（${areaName}）`,
    ...(room ? [`房间：${room}`] : []),
    ...(keyHolder ? [`钥匙在：${keyHolder}`] : []),
  ],
  answerButton: '能去、去不了或误报，请点这里回复',
  standDown: ({ what, address, takenBy }) => ({
    title: `${takenBy}已接手，您不用再去`,
    text: `${takenBy}已接手，您不用再去：${address}，${what}。谢谢。`,
  }),
  closed: ({ what, address, outcome }) => ({
    title: `已处理完：${outcome}`,
    text: `已处理完：${address}，${what}，${outcome}。`,
  }),
  workOrder: ({ count, address, lines }) => ({
    title: count === 1 ? `需要检修：${address}` : `需要检修：${address}等${count}处`,
    text: ['需要检修：', ...lines].join('\n'),
  }),
  workOrderLine: ({ what, address, room, when }) => `${at(address, room)}：${what}，${when}`,
  platformDown: ({ what, since, detail }) => ({
    title: `请马上检查平台：${what}`,
    text: `请马上检查平台：${what}，自${since}起。${detail ?? ''}`,
  }),
  platformWell: ({ what, since, detail }) => ({
    title: `平台已恢复：${what}`,
    text: `平台已恢复：${what}，${since}。${detail ?? ''}`,
  }),
  shortLimit: 70,
  clockFormat: 'HH:mm',
  whenFormat: 'yyyy年M月d日 HH:mm',
};
