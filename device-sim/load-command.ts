import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defineCommand } from 'citty';
import { brokerAddress } from './dial.ts';
import { ensureFleet } from './ensure-fleet.ts';
import { LOAD_AREAS, loadHomePlan } from './load/load-home-plan.ts';
import type { LoadDevice } from './load/load-device.ts';
import { loadOptions } from './load/load-options.ts';
import { loadReport, type LoadReport } from './load/load-report.ts';
import type { LoadSecond } from './load/load-result.ts';
import { openLoadLedger } from './load/load-ledger.ts';
import { progressLine } from './load/progress-line.ts';
import { readDevices } from './load/read-devices.ts';
import { reportPage } from './load/report-page.ts';
import { runLoad } from './load/run-load.ts';
import { runLoadProcesses } from './load/run-load-processes.ts';
import { whereItRan } from './load/where-it-ran.ts';
import { numberOption } from './number-option.ts';
import { logInAsAdmin, type SimContext } from './sim-context.ts';
import { SimError } from './sim-error.ts';

const UNWATCHED_LINE_S = 10;

export function loadCommand({ config, log, say, terminal, signal, fail }: SimContext) {
  return defineCommand({
    meta: {
      name: 'load',
      description:
        'Thousands of devices at a fixed rate or as fast as it goes; exit code 1 when it proves nothing',
    },
    args: {
      homes: { type: 'string', default: '100', valueHint: 'N', description: 'homes of five devices each' },
      devices: {
        type: 'string',
        valueHint: 'FILE',
        description: 'instead of homes: lines of {id, secret, kind, homeId}',
      },
      readings: { type: 'string', valueHint: 'N', description: 'readings a second (open loop); default 100' },
      presses: {
        type: 'string',
        valueHint: 'N',
        description: 'presses a second (open loop): each is an alarm',
      },
      'in-flight': {
        type: 'string',
        valueHint: 'N',
        description: 'closed loop: so many unacknowledged per connection',
      },
      seconds: { type: 'string', default: '60', description: 'measured time; 0: until Ctrl-C' },
      'warm-up': { type: 'string', default: '2', description: 'seconds before it that do not count' },
      drain: { type: 'string', default: '10', description: 'seconds after it that acknowledgements have' },
      seed: { type: 'string', default: '1', description: 'the same seed, the same order of devices' },
      processes: { type: 'string', default: '1', description: 'generator processes' },
      connects: {
        type: 'string',
        default: '2000',
        description: 'new connections a second; max: all at once',
      },
      sources: { type: 'string', description: 'source addresses, with commas; default: 127.0.0.x as needed' },
      ledger: { type: 'string', valueHint: 'FILE', description: 'append every message to this ledger' },
      report: {
        type: 'string',
        valueHint: 'PATH',
        description: 'PATH.html and PATH.json; default in DATA_DIR/sim/load',
      },
    },
    run: async ({ args }) => {
      const options = loadOptions(args);
      const processes = numberOption('processes', args.processes, { min: 1, whole: true });
      const broker = brokerAddress(config.MQTT_URL);
      if (broker.tls) throw new SimError(`MQTT_URL is ${config.MQTT_URL}: a load speaks plain mqtt:// only`);
      const devices = args.devices === undefined ? await homes(args.homes) : readDevices(args.devices);
      const startedAt = new Date().toISOString();
      say(
        `${devices.length} devices, ${processes} process${processes === 1 ? '' : 'es'}: ${modeText(options)}`,
      );

      const load = { ...options, broker, devices, signal, onProgress: progress() };
      const result = processes === 1 ? await alone(load, args.ledger) : await together(load);

      const { homes: _homes, _: _positional, ...typed } = args;
      const report = loadReport(result, {
        title: `Load: ${devices.length} devices, ${modeText(options)}`,
        startedAt,
        options: {
          ...Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)),
          devices: args.devices ?? `${args.homes} homes`,
          broker: `${broker.host}:${broker.port}`,
        },
        ...whereItRan(),
      });
      const path = args.report ?? join(config.DATA_DIR, 'sim', 'load', startedAt.replaceAll(/[:.]/g, '-'));
      await writeReport(path, report);
      for (const line of summary(report)) say(line);
      say(`report: ${path}.html and ${path}.json`);
      if (!report.valid) say(`INVALID: ${report.invalidBecause}`);
      if (!report.valid || report.summary.unacknowledged > 0) fail();

      async function together(shared: typeof load) {
        return runLoadProcesses({
          ...shared,
          processes,
          ...(args.ledger !== undefined && { ledgerFile: args.ledger }),
        });
      }
    },
  });

  async function homes(count: string): Promise<LoadDevice[]> {
    const saved = await ensureFleet({
      count: numberOption('homes', count, { min: 1, whole: true }),
      file: join(config.DATA_DIR, 'sim', 'load-homes.json'),
      plan: loadHomePlan,
      areas: LOAD_AREAS,
      logInOnce: config.ADMIN_PASSWORD === undefined ? undefined : () => logInAsAdmin(config),
      onProgress: (done, of) => {
        if (done % 100 === 0 || done === of) log.info({ done, of }, 'homes of the load are registered');
      },
    });
    return saved.flatMap(({ id: homeId, devices }) =>
      devices.flatMap(({ id, kind, secret }) => (secret === undefined ? [] : [{ id, kind, secret, homeId }])),
    );
  }

  async function alone(load: Parameters<typeof runLoad>[0], ledgerFile: string | undefined) {
    if (ledgerFile === undefined) return runLoad(load);
    const ledger = openLoadLedger(ledgerFile);
    return runLoad({ ...load, witness: ledger }).finally(ledger.close);
  }

  function progress(): (second: LoadSecond) => void {
    let said = -Infinity;
    return (second) => {
      if (terminal === undefined && second.at - said < UNWATCHED_LINE_S - 0.5) return;
      said = second.at;
      say(progressLine(second));
    };
  }
}

function modeText({ mode }: Pick<ReturnType<typeof loadOptions>, 'mode'>): string {
  if (mode.kind === 'closed') return `closed loop, ${mode.inFlight} in flight each`;
  const { readings = 0, presses = 0 } = mode.rates;
  return `open loop, ${readings} readings/s and ${presses} presses/s`;
}

async function writeReport(path: string, report: LoadReport): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.html`, reportPage(report));
  await writeFile(`${path}.json`, `${JSON.stringify(report, null, 1)}\n`);
}

function summary({ summary: of, percentiles: { latency, presses } }: LoadReport): string[] {
  const times = ({ p50, p99, max }: typeof latency): string =>
    `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(1)} ms`;
  return [
    `${of.acknowledged} acknowledged in ${of.seconds.toFixed(1)} s: ${Math.round(of.perSecond)} a second, ${times(latency)}`,
    ...(presses.count > 0 ? [`of which presses: ${presses.count}, ${times(presses)}`] : []),
    `whole run: ${of.total.intended} said, ${of.total.acknowledged} acknowledged, ${of.unacknowledged} not, ${of.resent} re-sent`,
    `generator: ${Math.round(of.cpuShare * 100)} % of a core, ${of.cpuMicrosPerMessage.toFixed(1)} CPU µs a message, late by ${of.lagMs.toFixed(1)} ms (p99)`,
  ];
}
