import { app } from './en/app.ts';
import { login } from './en/login.ts';
import { type } from './en/type.ts';
import { role } from './en/role.ts';
import { relation } from './en/relation.ts';
import { queue } from './en/queue.ts';
import { incident } from './en/incident.ts';
import { action } from './en/action.ts';
import { resolve } from './en/resolve.ts';
import { refusal } from './en/refusal.ts';
import { sound } from './en/sound.ts';
import { connection } from './en/connection.ts';
import { platform } from './en/platform.ts';
import { keys } from './en/keys.ts';
import { readings } from './en/readings.ts';
import { calls } from './en/calls.ts';
import { checklist } from './en/checklist.ts';
import { order } from './en/order.ts';
import { dryRun } from './en/dry-run.ts';
import { maintenance } from './en/maintenance.ts';
import { duty } from './en/duty.ts';
import { push } from './en/push.ts';
import { homes } from './en/homes.ts';
import { quarantine } from './en/quarantine.ts';
import { map } from './en/map.ts';
import { supervisor } from './en/supervisor.ts';
import { report } from './en/report.ts';
import { wall } from './en/wall.ts';
import { palette } from './en/palette.ts';
import { handover } from './en/handover.ts';
import { audit } from './en/audit.ts';
import { boundary } from './en/boundary.ts';
import { password } from './en/password.ts';
import { admin } from './en/admin.ts';
import { form } from './en/form.ts';
import { policy } from './en/policy.ts';

/** Every word of the console in English; zh-cn.ts has the same keys (keys.test.ts). */
export const en = {
  app,
  nav: {
    label: 'Pages',
    queue: 'Incidents',
    map: 'Map',
    homes: 'Homes',
    supervisor: 'Supervisor',
    handover: 'Handover',
    admin: 'Admin',
  },
  login,
  priority: { '1': 'Life', '2': 'Urgent', '3': 'Technical', label: 'Priority {{number}}, {{word}}' },
  type,
  state: {
    open: 'Not acknowledged',
    acknowledged: 'Acknowledged',
    dispatched: 'Help on the way',
    on_scene: 'Help on the spot',
    resolved: 'Resolved',
  },
  disposition: {
    emergency: 'Emergency',
    assistance: 'Assistance given',
    false_alarm: 'False alarm',
    test: 'Test',
    technical: 'Technical',
    no_answer: 'Nobody found',
  },
  dispositionHint: {
    emergency: 'Ambulance, fire brigade or police came',
    assistance: 'Someone needed help and got it',
    false_alarm: 'Pressed or triggered by mistake',
    test: 'A trial, agreed beforehand',
    technical: 'The device was at fault',
    no_answer: 'Door opened, nobody there',
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
    sos: 'Help button',
    button: 'Button',
    fall: 'Fall detector',
    smoke: 'Smoke alarm',
    gas: 'Gas alarm',
    co: 'Carbon monoxide alarm',
    water: 'Water sensor',
    motion: 'Motion sensor',
    presence: 'Presence sensor',
    door: 'Door sensor',
    bed: 'Bed sensor',
    vibration: 'Vibration sensor',
    temperature: 'Thermometer',
    environment: 'Climate sensor',
    gateway: 'Gateway',
    voice: 'Voice terminal',
    other: 'Device',
  },
  relation,
  role,
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
  duration: { d: '{{count}} d', h: '{{count}} h', min: '{{count}} min', s: '{{count}} s' },
};

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
export type Messages = Words<typeof en>;
