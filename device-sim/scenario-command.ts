import { defineCommand } from 'citty';
import { chooseHomes } from './choose-homes.ts';
import { brokerAddress } from './dial.ts';
import { runScenario } from './run-scenario.ts';
import { readSavedHomes } from './saved-homes.ts';
import { planScenario, SCENARIOS, type ScenarioName } from './scenarios.ts';
import { controlPath, homesFile, logInAsAdmin, type SimContext } from './sim-context.ts';
import { SimError } from './sim-error.ts';

export function scenarioCommand({ config, say, fail }: SimContext) {
  return defineCommand({
    meta: {
      name: 'scenario',
      description: `Lets something happen in a simulated home: ${SCENARIOS.join(', ')}`,
    },
    args: {
      name: { type: 'positional', required: true, description: SCENARIOS.join(' | ') },
      home: { type: 'string', valueHint: 'ID', description: 'in this home; else in any' },
      device: { type: 'string', valueHint: 'ID', description: 'by this device' },
      ledger: { type: 'string', valueHint: 'FILE', description: 'append every message to this ledger' },
    },
    run: async ({ args }) => {
      const name = SCENARIOS.find((known) => known === args.name) ?? unknown(args.name);
      const saved = readSavedHomes(homesFile(config));
      const { homes, device } = chooseHomes(name, saved, args, Math.random);
      const scenario = planScenario(name, homes, device);
      const [home] = homes;
      if (homes.length === 1 && home)
        say(`${name} at ${home.address}, ${home.resident ?? 'nobody'}, home ${home.id}`);
      else say(`${name} in ${homes.length} homes`);
      if (config.ADMIN_PASSWORD === undefined)
        say('ADMIN_PASSWORD is not set: the incident is not looked for');
      const api = config.ADMIN_PASSWORD === undefined ? undefined : await logInAsAdmin(config);
      const broker = brokerAddress(config.MQTT_URL, config.TLS_CA);
      const ledgerFile = args.ledger;
      const { unseen } = await runScenario({
        scenario,
        homes,
        broker,
        controlPath: controlPath(config),
        ledgerFile,
        api,
        say,
      });
      if (unseen.length > 0) fail();
    },
  });
}

function unknown(name: string): ScenarioName {
  throw new SimError(`there is no scenario ${name}; there are ${SCENARIOS.join(', ')}`);
}
