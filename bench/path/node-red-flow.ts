/** How readings get to InfluxDB: lines of our own in large requests, the palette's batch node, its node with a write each. */
export type Wiring = 'lines' | 'batch-node' | 'unbatched';

export const NODE_RED_MEASUREMENT = 'reading';

/** Runs in Node-RED. Lines are gathered in a closure of the node's context: no message is cloned on the way. */
const GATHER = `
const { lines, flush } = context.get('batch');
const p = msg.payload;
const deviceId = msg.topic.split('/')[1];
let fields = '';
for (const key of Object.keys(p)) {
  const v = p[key];
  if (key === 'time') continue;
  fields += (fields === '' ? '' : ',') + key + '=' + (typeof v === 'string' ? JSON.stringify(v) : v);
}
lines.push('reading,device=' + deviceId + ' ' + fields + ' ' + p.time);
if (lines.length >= 5000) flush();
if (p.action === 'emergency') return [null, { payload: { deviceId, time: p.time, type: 'sos' } }];
return null;
`;

const GATHER_POINTS = `
const { points, flush } = context.get('batch');
const { time, ...fields } = msg.payload;
const deviceId = msg.topic.split('/')[1];
points.push({ measurement: 'reading', fields, tags: { device: deviceId }, timestamp: time });
if (points.length >= 5000) flush();
if (fields.action === 'emergency') return [null, { payload: { deviceId, time, type: 'sos' } }];
return null;
`;

const GATHER_POINTS_START = `
const points = [];
const flush = () => {
  if (points.length === 0) return;
  node.send([{ payload: points.splice(0) }, null]);
};
context.set('batch', { points, flush });
context.set('timer', setInterval(flush, 100));
`;

const GATHER_START = `
const lines = [];
const flush = () => {
  if (lines.length === 0) return;
  node.send([{ payload: lines.splice(0).join('\\n') }, null]);
};
context.set('batch', { lines, flush });
context.set('timer', setInterval(flush, 100));
`;

const POINT = `
const { time, ...fields } = msg.payload;
const deviceId = msg.topic.split('/')[1];
const point = { payload: [{ ...fields, time }, { device: deviceId }] };
if (fields.action === 'emergency') return [point, { payload: { deviceId, time, type: 'sos' } }];
return [point, null];
`;

const FUNCTIONS: Record<Wiring, { func: string; initialize: string; finalize: string }> = {
  lines: { func: GATHER, initialize: GATHER_START, finalize: "clearInterval(context.get('timer'));" },
  'batch-node': {
    func: GATHER_POINTS,
    initialize: GATHER_POINTS_START,
    finalize: "clearInterval(context.get('timer'));",
  },
  unbatched: { func: POINT, initialize: '', finalize: '' },
};

/** The flow as Node-RED's editor would save it: MQTT in → function → InfluxDB, and presses → WebSocket out. */
export function nodeRedFlow(options: { wiring: Wiring; brokerPort: number; influxPort: number }): object[] {
  const { wiring, brokerPort, influxPort } = options;
  const on = { z: 'tab' };
  return [
    { id: 'tab', type: 'tab', label: 'readings' },
    {
      id: 'broker',
      type: 'mqtt-broker',
      broker: '127.0.0.1',
      port: String(brokerPort),
      clientid: 'node-red',
      autoConnect: true,
      usetls: false,
      protocolVersion: '4',
      keepalive: '60',
      cleansession: true,
      autoUnsubscribe: true,
    },
    { id: 'ws', type: 'websocket-listener', path: '/alarms', wholemsg: 'false' },
    {
      ...on,
      id: 'in',
      type: 'mqtt in',
      topic: 'devices/+/readings',
      qos: '1',
      datatype: 'json',
      broker: 'broker',
      nl: false,
      rap: false,
      inputs: 0,
      wires: [['judge']],
    },
    {
      ...on,
      id: 'judge',
      type: 'function',
      ...FUNCTIONS[wiring],
      outputs: 2,
      timeout: 0,
      noerr: 0,
      libs: [],
      wires: [['store'], ['alarm']],
    },
    { ...on, id: 'alarm', type: 'websocket out', server: 'ws', client: '', wires: [] },
    ...(wiring === 'lines'
      ? [
          {
            ...on,
            id: 'store',
            type: 'http request',
            method: 'POST',
            ret: 'txt',
            paytoqs: 'ignore',
            url: `http://127.0.0.1:${influxPort}/write?db=anju&precision=ms`,
            tls: '',
            persist: true,
            proxy: '',
            insecureHTTPParser: false,
            authType: '',
            senderr: false,
            headers: [],
            wires: [[]],
          },
        ]
      : [
          {
            id: 'influx',
            type: 'influxdb',
            hostname: '127.0.0.1',
            port: String(influxPort),
            database: 'anju',
            name: '',
            usetls: false,
            influxdbVersion: '1.x',
          },
          {
            ...on,
            id: 'store',
            type: wiring === 'batch-node' ? 'influxdb batch' : 'influxdb out',
            influxdb: 'influx',
            measurement: NODE_RED_MEASUREMENT,
            precision: 'ms',
            retentionPolicy: '',
            wires: [],
          },
        ]),
  ];
}
