import { defineCommand, runMain } from 'citty';
import { backlogCommand } from './backlog.ts';
import { certaintyCommand } from './escalation/certainty.ts';
import { manyCommand } from './escalation/many.ts';
import { silenceCommand } from './escalation/silence.ts';
import { latencyCommand } from './latency.ts';
import { pathCommand } from './path.ts';
import { uplinkCommand } from './uplink.ts';

const command = defineCommand({
  meta: {
    name: 'bench',
    description: 'Benchmarks of the platform; each prints what it measured and on what',
  },
  subCommands: {
    backlog: backlogCommand,
    certainty: certaintyCommand,
    latency: latencyCommand,
    many: manyCommand,
    path: pathCommand,
    silence: silenceCommand,
    uplink: uplinkCommand,
  },
});

await runMain(command);
