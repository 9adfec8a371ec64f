import { defineCommand, renderUsage, runCommand, type ArgsDef, type CommandDef } from 'citty';
import { auditCommand } from './audit/audit-command.ts';
import { commandLine, unknownOption } from './command-line.ts';
import { fleetCommand } from './fleet-command.ts';
import { ledgerCommand } from './ledger-command.ts';
import { loadCommand } from './load-command.ts';
import { replayCommand } from './replay-command.ts';
import { scenarioCommand } from './scenario-command.ts';
import type { SimContext } from './sim-context.ts';
import { SimError } from './sim-error.ts';

/**
 * Runs one command of the simulator.
 * @throws SimError, or an error of citty's, with one line for the person at the terminal
 */
export async function runSimulator(args: readonly string[], context: SimContext): Promise<void> {
  const fleet = fleetCommand(context);
  const replay = replayCommand(context);
  const scenario = scenarioCommand(context);
  const ledger = ledgerCommand(context);
  const load = loadCommand(context);
  const audit = auditCommand(context);
  const main = defineCommand({
    meta: { name: 'npm run sim --', description: 'Simulated homes against a running platform' },
    subCommands: { fleet, replay, scenario, ledger, load, audit },
  });
  const commands = new Map([
    ['fleet', runnable(fleet)],
    ['replay', runnable(replay)],
    ['scenario', runnable(scenario)],
    ['ledger', runnable(ledger)],
    ['load', runnable(load)],
    ['audit', runnable(audit)],
  ]);

  const [name = '--help', ...rest] = commandLine(args);
  if (name === '--help') return context.say(await renderUsage(main));
  const command = commands.get(name);
  if (command === undefined) {
    throw new SimError(`there is no command ${name}; there are ${[...commands.keys()].join(', ')}`);
  }
  if (rest.includes('--help')) return context.say(await command.usage());
  const unknown = unknownOption(rest, await command.options());
  if (unknown !== undefined) {
    throw new SimError(`${name} does not know --${unknown}; see npm run sim -- ${name} --help`);
  }
  await command.run(rest);
}

/** A command without the types of its own arguments, so that several fit into one list. */
function runnable<Args extends ArgsDef>(command: CommandDef<Args>) {
  return {
    usage: () => renderUsage(command),
    options: async () => Object.keys((await resolve(command.args)) ?? {}),
    run: (rawArgs: string[]) => runCommand(command, { rawArgs }),
  };
}

async function resolve<T>(value: T | Promise<T> | (() => T | Promise<T>)): Promise<T> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value;
}
