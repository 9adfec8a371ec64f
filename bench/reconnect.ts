import { setTimeout as sleep } from 'node:timers/promises';
import { defineCommand } from 'citty';
import type { LoadDevice } from '../device-sim/load/load-device.ts';
import { startAnjuStores } from './contestants/anju.ts';
import { againstArg, peersNamed } from './contestants/peers.ts';
import type { RunningContestant } from './contestants/running-contestant.ts';
import { startGenerator } from './generator/start-generator.ts';
import { compare } from './side-by-side/compare.ts';
import type { Contestant, Figures } from './side-by-side/comparison.ts';
import { cpuPerMessage, meterCpu } from './side-by-side/meter.ts';
import { report, reportArgs } from './side-by-side/report.ts';
import { withRelease, type Releasers } from './side-by-side/with-release.ts';

const SPEED = 'connects/s';
/** The end of one crowd is not to fall into the coming of the next. */
const PAUSE_MS = 1_000;

/** How fast one broker process lets everybody in who comes at the same moment: the return of the mains after a power cut. */
export const reconnectCommand = defineCommand({
  meta: {
    name: 'reconnect',
    description: 'authenticated connects a second when all come at once, side by side',
  },
  args: {
    ...reportArgs,
    connections: { type: 'string', default: '5000', description: 'devices that connect at the same moment' },
    against: againstArg('mosquitto,passwords,bare'),
  },
  run: ({ args }) =>
    withRelease(async (releasers) => {
      const connections = Number(args.connections);
      const rounds = Number(args.rounds);
      const { devices, anju } = await startAnjuStores(
        { devices: connections * rounds, kind: 'motion' },
        releasers,
      );
      const contestants: Contestant[] = [];
      for (const { name, does, start } of [anju, ...peersNamed(args.against)]) {
        const it = await start(releasers, { devices });
        contestants.push({
          name,
          does,
          versions: it.versions,
          // Others in each round: nobody's registration is remembered from the last.
          measure: (round) =>
            withRelease(
              (own) => turn(it, devices.slice(round * connections, (round + 1) * connections), own),
              releasers,
            ),
        });
      }
      const comparison = await compare({
        title: `${connections} devices connect at the same moment`,
        rounds,
        aims: [
          { figure: SPEED, of: anju.name, to: 'bare Aedes', atLeast: 0.9 },
          { figure: SPEED, of: anju.name, to: 'Mosquitto with passwords' },
        ],
        say: (line) => console.error(line),
        contestants,
      });
      report({ name: 'reconnect', comparisons: [comparison], options: args, json: args.json });
    }),
});

async function turn(
  { port, processes }: RunningContestant,
  devices: readonly LoadDevice[],
  releasers: Releasers,
): Promise<Figures> {
  const generator = await startGenerator(releasers);
  const stopMeter = meterCpu({ ...processes, generator: [generator.pid] });
  generator.connect({ port, devices });
  await generator.connected();
  const cpu = stopMeter();
  const { connects } = await generator.end();
  await sleep(PAUSE_MS);
  if (connects.seconds === undefined || connects.failed + connects.lost > 0) {
    console.error(`${connects.failed} connections failed and came again, ${connects.lost} were lost`);
  }
  return {
    [SPEED]: devices.length / (connects.seconds ?? NaN),
    'connect p50 ms': connects.p50,
    'connect p99 ms': connects.p99,
    ...cpuPerMessage(cpu, devices.length, 'connect'),
  };
}
