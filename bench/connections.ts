import { setTimeout as sleep } from 'node:timers/promises';
import { defineCommand } from 'citty';
import type { LoadDevice } from '../device-sim/load/load-device.ts';
import { startAnjuStores } from './contestants/anju.ts';
import { againstArg, peersNamed } from './contestants/peers.ts';
import type { BrokerUnderTest, RunningContestant } from './contestants/running-contestant.ts';
import { startGenerator, type Generator } from './generator/start-generator.ts';
import { compare } from './side-by-side/compare.ts';
import type { Figures } from './side-by-side/comparison.ts';
import { forgetPeak, memoryOf } from './side-by-side/meter.ts';
import { report, reportArgs } from './side-by-side/report.ts';
import { withRelease, type Releasers } from './side-by-side/with-release.ts';

const AT_REST = 'KiB per connection, at rest';
const FIRST_SHARE = 0.1;

/** How many connections broker processes hold, and what an idle one costs in memory. */
export const connectionsCommand = defineCommand({
  meta: { name: 'connections', description: 'memory of idle, authenticated connections, side by side' },
  args: {
    ...reportArgs,
    rounds: { ...reportArgs.rounds, default: '1' },
    connections: { type: 'string', default: '19000', description: 'on each broker process' },
    brokers: { type: 'string', default: '1', description: 'broker processes of each contestant' },
    perSecond: {
      type: 'string',
      default: '2000',
      description: 'new connections a second, all brokers together',
    },
    against: againstArg('mosquitto,bare'),
  },
  run: ({ args }) =>
    withRelease(async (releasers) => {
      const shape = { brokers: Number(args.brokers), perSecond: Number(args.perSecond) };
      const { devices, anju } = await startAnjuStores(
        { devices: Number(args.connections) * shape.brokers, kind: 'motion' },
        releasers,
      );
      const comparison = await compare({
        title: `${devices.length} idle connections over ${shape.brokers} broker process${shape.brokers > 1 ? 'es' : ''}`,
        rounds: Number(args.rounds),
        aims: [
          { figure: 'connections held', of: anju.name, atLeast: devices.length },
          { figure: AT_REST, of: anju.name, to: 'bare Aedes', atMost: 1.1 },
        ],
        say: (line) => console.error(line),
        contestants: [anju, ...peersNamed(args.against)].map((contestant) => {
          const versions: Record<string, string> = {};
          return {
            ...contestant,
            versions,
            measure: () =>
              withRelease((own) => turn(contestant, { ...shape, devices, versions }, own), releasers),
          };
        }),
      });
      report({ name: 'connections', comparisons: [comparison], options: args, json: args.json });
    }),
});

/** Brokers are started for each turn: memory that a process once had it does not all give back. */
async function turn(
  { start }: BrokerUnderTest,
  options: {
    devices: readonly LoadDevice[];
    brokers: number;
    perSecond: number;
    /** hears which programs these were */
    versions: Record<string, string>;
  },
  releasers: Releasers,
): Promise<Figures> {
  const { devices, brokers, perSecond, versions } = options;
  const running: RunningContestant[] = [];
  for (let n = 0; n < brokers; n++) running.push(await start(releasers, { devices, collectable: true }));
  Object.assign(versions, running[0]?.versions);
  const generators = await Promise.all(
    running.flatMap(() => [startGenerator(releasers), startGenerator(releasers)]),
  );
  const pids = running.flatMap(({ processes }) => processes.broker);
  const atRest = async () => {
    await settle(running);
    return memoryOf(pids).now;
  };

  const empty = await atRest();
  const connect = async (some: readonly LoadDevice[], by: readonly Generator[]) => {
    by.forEach((generator, n) =>
      generator.connect({
        port: running[n]?.port ?? 0,
        devices: some.filter((_, index) => index % brokers === n),
        connectsPerSecond: perSecond / brokers,
      }),
    );
    await Promise.all(by.map((generator) => generator.connected()));
  };
  // What a process needs for the first connections, room for garbage above all, is not what one more costs.
  const first = Math.floor(devices.length * FIRST_SHARE);
  await connect(devices.slice(0, first), generators.slice(0, brokers));
  const some = await atRest();
  forgetPeak(pids);
  await connect(devices.slice(first), generators.slice(brokers));
  const { peak } = memoryOf(pids);
  const rest = await atRest();
  const results = await Promise.all(generators.map((generator) => generator.end()));
  const lost = results.reduce((sum, { connects }) => sum + connects.lost, 0);
  const each = (mebibytes: number) => (mebibytes * 1_024) / (devices.length - first);
  return {
    'connections held': devices.length - lost,
    [AT_REST]: each(rest - some),
    'KiB per connection, at the peak': each(peak - some),
    'MiB of a broker, nobody connected': empty / brokers,
    'MiB of a broker, at rest': rest / brokers,
    'MiB of a broker, at the peak': peak / brokers,
  };
}

/** Two collections: the second finds what the first has made free, and in between pages go back to the system. */
async function settle(running: readonly RunningContestant[]): Promise<void> {
  for (let n = 0; n < 2; n++) {
    for (const { collectGarbage } of running) collectGarbage?.();
    await sleep(1_500);
  }
}
