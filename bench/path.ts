import { defineCommand } from 'citty';
import { ANJU_PATH_DOES, startAnjuPath } from './path/anju-path.ts';
import { measurePath, type PathLoad } from './path/measure-path.ts';
import { compare } from './side-by-side/compare.ts';
import { report, reportArgs } from './side-by-side/report.ts';
import { withRelease } from './side-by-side/with-release.ts';

/** The whole path of a reading, acknowledged, decoded, judged and stored in InfluxDB, with presses among the readings. */
export const pathCommand = defineCommand({
  meta: { name: 'path', description: 'readings a second over the whole platform, and what each costs' },
  args: {
    ...reportArgs,
    rounds: { ...reportArgs.rounds, default: '1' },
    rate: { type: 'string', default: '20000', description: 'messages a second, in an open loop' },
    presses: { type: 'string', default: '5', description: 'of which presses a second' },
    seconds: { type: 'string', default: '10', description: 'measured time of each turn' },
    warmUp: { type: 'string', default: '4', description: 'seconds before it' },
    sensors: { type: 'string', default: '1000', description: 'motion sensors, each a connection' },
    buttons: { type: 'string', default: '200', description: 'buttons, each a connection' },
  },
  run: ({ args }) =>
    withRelease(async () => {
      const load: PathLoad = {
        rate: Number(args.rate),
        presses: Number(args.presses),
        seconds: Number(args.seconds),
        warmUpSeconds: Number(args.warmUp),
      };
      const comparison = await compare({
        title: `The whole path at ${load.rate} readings/s`,
        rounds: Number(args.rounds),
        say: (line) => console.error(line),
        contestants: [
          {
            name: 'Anju',
            does: ANJU_PATH_DOES,
            versions: {},
            measure: async () => {
              const subject = await startAnjuPath({
                sensors: Number(args.sensors),
                buttons: Number(args.buttons),
              });
              try {
                return await measurePath(subject, load);
              } finally {
                await subject.stop();
              }
            },
          },
        ],
      });
      report({ name: 'path', comparisons: [comparison], options: args, json: args.json });
    }),
});
