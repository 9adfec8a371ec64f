import { defineCommand, runMain } from 'citty';
import { backlogCommand } from './backlog.ts';
import { connectionsCommand } from './connections.ts';
import { consoleCommand } from './console/console.ts';
import { certaintyCommand } from './escalation/certainty.ts';
import { manyCommand } from './escalation/many.ts';
import { searchCommand } from './search.ts';
import { silenceCommand } from './escalation/silence.ts';
import { firstLoadCommand } from './first-load.ts';
import { latencyCommand } from './latency.ts';
import { pathCommand } from './path.ts';
import { powerCutCommand } from './power-cut.ts';
import { reconnectCommand } from './reconnect.ts';
import { stormCommand } from './storm/storm.ts';
import { timelineCommand } from './timeline.ts';
import { uplinkCommand } from './uplink.ts';

const command = defineCommand({
  meta: {
    name: 'bench',
    description: 'Benchmarks of the platform; each prints what it measured and on what',
  },
  subCommands: {
    backlog: backlogCommand,
    certainty: certaintyCommand,
    connections: connectionsCommand,
    console: consoleCommand,
    'first-load': firstLoadCommand,
    latency: latencyCommand,
    many: manyCommand,
    path: pathCommand,
    'power-cut': powerCutCommand,
    reconnect: reconnectCommand,
    search: searchCommand,
    silence: silenceCommand,
    storm: stormCommand,
    timeline: timelineCommand,
    uplink: uplinkCommand,
  },
});

await runMain(command);
