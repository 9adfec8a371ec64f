import { defineCommand } from 'citty';
import { auditLedger } from './audit/audit-ledger.ts';
import { describeAudit } from './audit/describe-audit.ts';
import { writeReports } from './audit/write-reports.ts';
import { chooseHomes } from './choose-homes.ts';
import { brokerAddress } from './dial.ts';
import { runScenario } from './run-scenario.ts';
import { numberOption } from './number-option.ts';
import { readSavedHomes } from './saved-homes.ts';
import { playsEverywhere, planScenario, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from './scenarios.ts';
import { auditTargets, controlPath, homesFile, type SimContext } from './sim-context.ts';
import { SimError } from './sim-error.ts';

const PATIENCE_MS = 15_000;

export function scenarioCommand({ config, say, fail }: SimContext) {
  return defineCommand({
    meta: {
      name: 'scenario',
      description: [
        'Lets something happen in simulated homes, and holds what came of it against what had to (see audit); exit code 1 for any loss.',
        ...SCENARIOS.map((name) => `${name}: ${SCENARIO_NAMES[name]}`),
      ].join('\n  '),
    },
    args: {
      name: { type: 'positional', required: true, description: SCENARIOS.join(' | ') },
      home: { type: 'string', valueHint: 'ID', description: 'in this home; else in any' },
      device: { type: 'string', valueHint: 'ID', description: 'by this device' },
      homes: {
        type: 'string',
        valueHint: 'N',
        description: `how many take part (${SCENARIOS.filter(playsEverywhere).join(', ')}); else all`,
      },
      seed: { type: 'string', default: '1', valueHint: 'TEXT', description: 'the same plays the same' },
      speed: {
        type: 'string',
        default: '360',
        valueHint: 'N',
        description: 'new-year: times life; 360 is 70 s for the evening',
      },
      'for-s': {
        type: 'string',
        default: '15',
        valueHint: 'S',
        description: 'power-cut, flood: how long it lasts',
      },
      rate: { type: 'string', default: '300', valueHint: 'N', description: 'flood: messages a second' },
      ledger: { type: 'string', valueHint: 'FILE', description: 'append every message to this ledger' },
      report: { type: 'string', valueHint: 'FILE.html', description: 'write the audit as a page for people' },
      json: { type: 'string', valueHint: 'FILE.json', description: 'write the audit with all findings' },
    },
    run: async ({ args }) => {
      const name = SCENARIOS.find((known) => known === args.name) ?? unknown(args.name);
      const number = (option: 'homes' | 'speed' | 'for-s' | 'rate', value: string): number =>
        numberOption(option, value, { min: 1, whole: option === 'homes' });
      const saved = readSavedHomes(homesFile(config));
      const { homes, device } = chooseHomes(
        name,
        saved,
        { ...args, ...(args.homes !== undefined && { count: number('homes', args.homes) }) },
        Math.random,
      );
      const scenario = planScenario(name, homes, {
        device,
        seed: args.seed,
        speed: number('speed', args.speed),
        forMs: number('for-s', args['for-s']) * 1000,
        rate: number('rate', args.rate),
      });
      const [home] = homes;
      if (homes.length === 1 && home)
        say(`${name} at ${home.address}, ${home.resident ?? 'nobody'}, home ${home.id}`);
      else say(`${name} in ${homes.length} homes: ${scenario.steps.length} messages`);
      const targets = await auditTargets(config);
      const { entries, unseen, throughFleet } = await runScenario({
        scenario,
        homes,
        broker: brokerAddress(config.MQTT_URL, config.TLS_CA),
        controlPath: controlPath(config),
        ledgerFile: args.ledger,
        api: targets.api,
        say,
      });
      if (unseen.length > 0) fail();
      if (targets.api === undefined && targets.databaseUrl === undefined && targets.influx === undefined) {
        say('what came of it is not looked for: set ADMIN_PASSWORD, or DATABASE_URL and INFLUX_URL');
        return;
      }
      const result = await auditLedger({
        ...targets,
        entries,
        othersMaySpeak: throughFleet,
        patienceMs: PATIENCE_MS,
      });
      for (const line of describeAudit(result)) say(line);
      writeReports(result, args);
      if (!result.ok) fail();
    },
  });
}

function unknown(name: string): ScenarioName {
  throw new SimError(`there is no scenario ${name}; there are ${SCENARIOS.join(', ')}`);
}
