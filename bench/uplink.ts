import { setTimeout as sleep } from 'node:timers/promises';
import { defineCommand } from 'citty';
import type { LoadDevice } from '../device-sim/load/load-device.ts';
import { runLoad } from '../device-sim/load/run-load.ts';
import { startAnjuStores } from './contestants/anju.ts';
import { againstArg, peersNamed } from './contestants/peers.ts';
import type { RunningContestant } from './contestants/running-contestant.ts';
import { compare } from './side-by-side/compare.ts';
import type { Aim, Comparison, Contestant, Figures } from './side-by-side/comparison.ts';
import { cpuPerMessage, meterCpu } from './side-by-side/meter.ts';
import { report, reportArgs } from './side-by-side/report.ts';
import { withRelease } from './side-by-side/with-release.ts';

const SPEED = 'messages/s';
/** Until what runs is compiled code: after one second a broker on Node costs a third more. The same for everybody. */
const WARM_UP_SECONDS = 5;

/** Issue 4, by messages in flight on each connection. */
const AIMS: Readonly<Record<number, readonly Aim[]>> = {
  10: [
    { figure: SPEED, of: 'Anju', to: 'Mosquitto', atLeast: 1.3 },
    { figure: SPEED, of: 'Anju', to: 'textbook Aedes', atLeast: 15 },
  ],
  1: [
    { figure: SPEED, of: 'Anju', to: 'Mosquitto', atLeast: 0.6 },
    { figure: SPEED, of: 'Anju', to: 'bare Aedes', atLeast: 1.1 },
    { figure: SPEED, of: 'Anju', to: 'textbook Aedes' },
  ],
};

/** How fast a broker acknowledges QoS 1, and what each message costs: Anju, which has it on disk, against brokers that have not. */
export const uplinkCommand = defineCommand({
  meta: { name: 'uplink', description: 'acknowledged messages a second, and what each costs, side by side' },
  args: {
    ...reportArgs,
    connections: { type: 'string', default: '500', description: 'clients' },
    seconds: { type: 'string', default: '4', description: 'measured time of each turn' },
    inFlight: {
      type: 'string',
      default: '10,1',
      description: 'unacknowledged messages per client, a table each',
    },
    kind: { type: 'string', default: 'motion', description: 'motion: routine lane, sos: safety lane' },
    against: againstArg('mosquitto,bare,textbook'),
  },
  run: ({ args }) =>
    withRelease(async (releasers) => {
      const { devices, anju } = await startAnjuStores(
        { devices: Number(args.connections), kind: args.kind === 'sos' ? 'sos' : 'motion' },
        releasers,
      );
      const running: (Omit<Contestant, 'measure'> & { it: RunningContestant })[] = [];
      for (const { name, does, start } of [anju, ...peersNamed(args.against)]) {
        const it = await start(releasers, { devices });
        running.push({ name, does, it, versions: it.versions });
      }
      const comparisons: Comparison[] = [];
      for (const inFlight of args.inFlight.split(',').map(Number)) {
        comparisons.push(
          await compare({
            title: `Acknowledged QoS 1, ${devices.length} connections × ${inFlight} in flight`,
            rounds: Number(args.rounds),
            aims: AIMS[inFlight] ?? [],
            say: (line) => console.error(line),
            contestants: running.map(({ it, ...contestant }) => ({
              ...contestant,
              measure: () => turn(it, { devices, inFlight, seconds: Number(args.seconds) }),
            })),
          }),
        );
      }
      report({ name: 'uplink', comparisons, options: args, json: args.json });
    }),
});

async function turn(
  { port, processes, delivered }: RunningContestant,
  { devices, inFlight, seconds }: { devices: readonly LoadDevice[]; inFlight: number; seconds: number },
): Promise<Figures> {
  let stopMeter = () => ({}) as Figures;
  let cpu: Figures = {};
  const atFirst = await delivered?.();
  let consumed: (Promise<number> | undefined)[] = [];
  const result = await runLoad({
    broker: { host: '127.0.0.1', port },
    devices,
    mode: { kind: 'closed', inFlight },
    seconds,
    warmUpSeconds: WARM_UP_SECONDS,
    clean: true,
    onStart: () => {
      stopMeter = meterCpu(processes, { name: 'generator', pid: process.pid });
      consumed = [delivered?.()];
    },
    onEnd: () => {
      cpu = stopMeter();
      consumed.push(delivered?.());
    },
  });
  // Of a closed loop at full speed it is what is to be expected of one of two cores: said, but no reason to stop.
  if (result.invalidBecause !== undefined) console.error(result.invalidBecause);
  const ms = (share: number) => result.latency.getValueAtPercentile(share) / 1_000;
  const [before, after] = [await consumed[0], await consumed[1]];
  return {
    [SPEED]: result.acknowledged / result.seconds,
    ...(delivered !== undefined &&
      before !== undefined &&
      after !== undefined &&
      atFirst !== undefined && {
        'delivered meanwhile, messages/s': (after - before) / result.seconds,
        'delivered in the end, % of what was acknowledged':
          (100 * ((await settled(delivered)) - atFirst)) / result.total.acknowledged,
      }),
    'ack p50 ms': ms(50),
    'ack p99 ms': ms(99),
    ...cpuPerMessage(cpu, result.acknowledged),
  };
}

/** Until nothing more arrives: what one has not finished is not to disturb the next. */
async function settled(delivered: () => Promise<number>): Promise<number> {
  let last = await delivered();
  for (let n = 0; n < 60; n++) {
    await sleep(500);
    const now = await delivered();
    if (now === last) break;
    last = now;
  }
  return last;
}
