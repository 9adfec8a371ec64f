import { defineCommand } from 'citty';
import { findSustained } from './path/find-sustained.ts';
import { isSustained } from './path/is-sustained.ts';
import { measurePath, OURS_TOGETHER, type PathLoad } from './path/measure-path.ts';
import type { PathSubject } from './path/path-subject.ts';
import { SUBJECTS } from './path/subjects.ts';
import { compare } from './side-by-side/compare.ts';
import type { Aim, Figures } from './side-by-side/comparison.ts';
import { report, reportArgs } from './side-by-side/report.ts';
import { withRelease } from './side-by-side/with-release.ts';

/** Between two rates of one running platform. */
const WARM_UP_AGAIN_SECONDS = 3;
const SUSTAINED = 'highest sustained readings/s';

/** Issue 4. */
const AIMS: Record<'find' | 'fixed', readonly Aim[]> = {
  find: [
    { figure: SUSTAINED, of: 'Anju', atLeast: 20_000 },
    { figure: OURS_TOGETHER, of: 'Anju', atMost: 60 },
    { figure: SUSTAINED, of: 'Anju', to: 'Node-RED', atLeast: 2.5 },
  ],
  fixed: [
    { figure: OURS_TOGETHER, of: 'Anju', atMost: 60 },
    { figure: 'alarm p99 ms', of: 'Anju', to: 'Node-RED', atMost: 0.1 },
  ],
};

/** The whole path of a reading, acknowledged, decoded, judged and stored in InfluxDB, with presses among the readings. */
export const pathCommand = defineCommand({
  meta: {
    name: 'path',
    description:
      'readings a second over the whole platform, what each costs, and how late presses are among them',
  },
  args: {
    ...reportArgs,
    rounds: { ...reportArgs.rounds, default: '1' },
    who: {
      type: 'string',
      default: 'anju',
      description: `who takes part, of ${Object.keys(SUBJECTS).join(', ')}`,
    },
    rate: { type: 'string', default: '20000', description: 'messages a second, in an open loop' },
    find: {
      type: 'string',
      default: '0',
      description:
        'steps of messages a second by which the highest sustained rate is sought, from --rate on; 0: only --rate',
    },
    presses: { type: 'string', default: '5', description: 'of which presses a second' },
    seconds: { type: 'string', default: '10', description: 'measured time of each turn' },
    warmUp: {
      type: 'string',
      default: '12',
      description: 'seconds before it, until every process runs compiled code',
    },
    sensors: { type: 'string', default: '1000', description: 'motion sensors, each a connection' },
    buttons: { type: 'string', default: '200', description: 'buttons, each a connection' },
  },
  run: ({ args }) =>
    withRelease(async (releasers) => {
      const rate = Number(args.rate);
      const step = Number(args.find);
      const load: Omit<PathLoad, 'rate'> = {
        presses: Number(args.presses),
        seconds: Number(args.seconds),
        warmUpSeconds: Number(args.warmUp),
      };
      const turn = (subject: PathSubject): Promise<Figures> =>
        step > 0 ? highest(subject, rate, step, load) : measurePath(subject, { ...load, rate });
      const devices = { sensors: Number(args.sensors), buttons: Number(args.buttons) };
      const comparison = await compare({
        title: step > 0 ? 'The whole path, highest sustained rate' : `The whole path at ${rate} readings/s`,
        rounds: Number(args.rounds),
        aims: AIMS[step > 0 ? 'find' : 'fixed'],
        say: (line) => console.error(line),
        contestants: args.who.split(',').map((one) => {
          const { name, does, start } = subjectNamed(one);
          const measure = async () => {
            // Nobody else runs meanwhile: even idle, a platform takes its share of two cores.
            const subject = await start(devices);
            releasers.push(subject.stop);
            try {
              return await turn(subject);
            } finally {
              releasers.pop();
              await subject.stop();
            }
          };
          return { name, does, versions: {}, measure };
        }),
      });
      report({ name: 'path', comparisons: [comparison], options: args, json: args.json });
    }),
});

/** From `rate` by steps, up or down to the half or the double. */
async function highest(
  subject: PathSubject,
  rate: number,
  step: number,
  load: Omit<PathLoad, 'rate'>,
): Promise<Figures> {
  const below = Math.floor(rate / 2 / step);
  const rates = Array.from({ length: 3 * below + 1 }, (_, n) => rate + (n - below) * step);
  let warm = false;
  const run = async (one: number) => {
    const warmUpSeconds = warm ? Math.min(load.warmUpSeconds, WARM_UP_AGAIN_SECONDS) : load.warmUpSeconds;
    warm = true;
    const figures = await measurePath(subject, { ...load, warmUpSeconds, rate: one });
    const verdict = isSustained(figures, one) ? 'sustained' : 'not sustained';
    console.error(`${one} readings/s: ${verdict}, behind ${figures['behind, s'] ?? '?'} s`);
    return figures;
  };
  const found = await findSustained(rates, below, run, isSustained);
  return found === undefined ? { [SUSTAINED]: 0 } : { [SUSTAINED]: found.rate, ...found.figures };
}

function subjectNamed(name: string) {
  const subject = SUBJECTS[name];
  if (subject === undefined) throw new Error(`--who ${name}: not one of ${Object.keys(SUBJECTS).join(', ')}`);
  return subject;
}
