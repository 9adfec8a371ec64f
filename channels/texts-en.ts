import type { Texts } from './texts.ts';

const at = (address: string, room: string | undefined): string => (room ? `${address} (${room})` : address);

export const textsEn: Texts = {
  what: {
    sos: 'pressed for help',
    fall: 'may have fallen',
    smoke: 'smoke alarm',
    gas: 'gas alarm',
    water: 'water leak',
    inactivity: 'no sign of life for too long',
    door: 'door alarm',
    tamper: 'device tampered with',
    offline: 'device silent',
    low_battery: 'battery low',
    fault: 'device faulty',
  },
  doNow: {
    sos: 'Go and see at once',
    fall: 'Go and see at once',
    smoke: 'Go at once; if it burns, call 119 first',
    gas: 'Go at once; touch no switch, close the valve, open windows',
    water: 'Please look at a water leak',
    inactivity: 'Please call or go and see',
    door: 'Please make sure they are at home',
    tamper: 'Please check a device',
    offline: 'Please check a device',
    low_battery: 'Please change a battery',
    fault: 'Please repair a device',
  },
  outcome: {
    emergency: 'emergency help was given',
    assistance: 'help was given',
    false_alarm: 'false alarm',
    test: 'test',
    technical: 'a technical problem',
    no_answer: 'nobody was reached',
  },
  nobodyNamed: 'the resident',
  somebody: 'Somebody',
  testMark: 'TEST: ',
  listSeparator: ', ',
  alarmTitle: ({ doNow, residents }) => `${doNow}: ${residents}`,
  alarmShort: ({ doNow, residents, address, room, clock, what, keyHolder }) => [
    `${doNow}: ${residents}, ${at(address, room)}, ${what} ${clock}.${keyHolder ? ` Key: ${keyHolder}.` : ''} Reply 1 going, 2 cannot, 3 false alarm`,
    `${doNow}: ${residents}, ${at(address, room)}, ${what} ${clock}. Reply 1 going, 2 cannot, 3 false alarm`,
    `${doNow}: ${residents}, ${address}, ${what} ${clock}. 1 going 2 cannot 3 false`,
    `${doNow}: ${residents}, ${address}, ${what} ${clock}`,
    `${doNow}: ${address}, ${what} ${clock}`,
  ],
  alarmSpoken: ({ doNow, residents, address, clock, what }) =>
    `${doNow}. This is Anju. ${residents}, ${address}, ${what} at ${clock}. If you are going, press 1. If you cannot, press 2. For a false alarm, press 3.`,
  alarmLines: ({ doNow, what, when, residents, address, areaName, room, keyHolder }) => [
    `${doNow}.`,
    `What happened: ${what}, ${when}`,
    `Resident: ${residents}`,
    `Address: ${address} (${areaName})`,
    ...(room ? [`Room: ${room}`] : []),
    ...(keyHolder ? [`Key with: ${keyHolder}`] : []),
  ],
  answerButton: 'Answer here: going, cannot, false alarm',
  standDown: ({ what, address, takenBy }) => ({
    title: `${takenBy} has it, you need not go`,
    text: `${takenBy} has it, you need not go: ${address}, ${what}. Thank you.`,
  }),
  closed: ({ what, address, outcome }) => ({
    title: `Closed: ${outcome}`,
    text: `Closed: ${address}, ${what}: ${outcome}.`,
  }),
  workOrder: ({ count, address, lines }) => ({
    title: count === 1 ? `To repair: ${address}` : `To repair: ${address} and ${count - 1} more`,
    text: ['To repair:', ...lines].join('\n'),
  }),
  workOrderLine: ({ what, address, room, when }) => `${at(address, room)}: ${what}, ${when}`,
  platformDown: ({ what, since, detail }) => ({
    title: `Check the platform at once: ${what}`,
    text: `Check the platform at once: ${what}, since ${since}. ${detail ?? ''}`.trimEnd(),
  }),
  platformWell: ({ what, since, detail }) => ({
    title: `The platform is well again: ${what}`,
    text: `The platform is well again: ${what}, ${since}. ${detail ?? ''}`.trimEnd(),
  }),
  shortLimit: 160,
  clockFormat: 'HH:mm',
  whenFormat: 'd LLL yyyy HH:mm',
};
