export type Wiring = 'batched' | 'unbatched';

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

/** The flow as Node-RED's editor would save it: MQTT in → function → InfluxDB, and presses → WebSocket out. */
export function nodeRedFlow(options: { wiring: Wiring; brokerPort: number; influxPort: number }): object[] {
  const { wiring, brokerPort, influxPort } = options;
  const on = { z: 'tab' };
  const batched = wiring === 'batched';
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
      func: batched ? GATHER : POINT,
      initialize: batched ? GATHER_START : '',
      finalize: batched ? "clearInterval(context.get('timer'));" : '',
      outputs: 2,
      timeout: 0,
      noerr: 0,
      libs: [],
      wires: [['store'], ['alarm']],
    },
    { ...on, id: 'alarm', type: 'websocket out', server: 'ws', client: '', wires: [] },
    ...(batched
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
            type: 'influxdb out',
            influxdb: 'influx',
            measurement: NODE_RED_MEASUREMENT,
            precision: 'ms',
            retentionPolicy: '',
            wires: [],
          },
        ]),
  ];
}
