import { setTimeout as sleep } from 'node:timers/promises';
import { defineCommand } from 'citty';
import type { LoadDevice } from '../device-sim/load/load-device.ts';
import { startAnjuStores } from './contestants/anju.ts';
import { againstArg, peersNamed } from './contestants/peers.ts';
import type { BrokerUnderTest, RunningContestant } from './contestants/running-contestant.ts';
import { startGenerator } from './generator/start-generator.ts';
import { compare } from './side-by-side/compare.ts';
import type { Figures } from './side-by-side/comparison.ts';
import { forgetPeak, memoryOf } from './side-by-side/meter.ts';
import { report, reportArgs } from './side-by-side/report.ts';
import { withRelease, type Releasers } from './side-by-side/with-release.ts';

const AT_REST = 'KiB per connection, at rest';

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
      const shape = {
        brokers: Number(args.brokers),
        connections: Number(args.connections),
        perSecond: Number(args.perSecond),
      };
      const { devices, anju } = await startAnjuStores(
        { devices: shape.connections * shape.brokers, kind: 'motion' },
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
    connections: number;
    perSecond: number;
    /** hears which programs these were */
    versions: Record<string, string>;
  },
  releasers: Releasers,
): Promise<Figures> {
  const { devices, brokers, connections, perSecond, versions } = options;
  const running: RunningContestant[] = [];
  for (let n = 0; n < brokers; n++) running.push(await start(releasers, { devices, collectable: true }));
  Object.assign(versions, running[0]?.versions);
  const generators = await Promise.all(running.map(() => startGenerator(releasers)));
  const pids = running.flatMap(({ processes }) => processes.broker);
  const atRest = async () => {
    await settle(running);
    return memoryOf(pids).now;
  };

  const empty = await atRest();
  forgetPeak(pids);
  generators.forEach((generator, n) =>
    generator.connect({
      port: running[n]?.port ?? 0,
      devices: devices.slice(n * connections, (n + 1) * connections),
      connectsPerSecond: perSecond / brokers,
    }),
  );
  await Promise.all(generators.map((generator) => generator.connected()));
  const { peak } = memoryOf(pids);
  const rest = await atRest();
  const results = await Promise.all(generators.map((generator) => generator.end()));
  const lost = results.reduce((sum, { connects }) => sum + connects.lost, 0);
  const each = (mebibytes: number) => (mebibytes * 1_024) / devices.length;
  return {
    'connections held': devices.length - lost,
    [AT_REST]: each(rest - empty),
    'KiB per connection, at the peak': each(peak - empty),
    'MiB of a broker, nobody connected': empty / brokers,
    'MiB of a broker, at rest': rest / brokers,
  };
}

/** Two collections: the second finds what the first has made free, and in between pages go back to the system. */
async function settle(running: readonly RunningContestant[]): Promise<void> {
  for (let n = 0; n < 2; n++) {
    for (const { collectGarbage } of running) collectGarbage?.();
    await sleep(1_500);
  }
}
