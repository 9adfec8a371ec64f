import { defineCommand, runMain } from 'citty';
import { connectionsCommand } from './connections.ts';
import { certaintyCommand } from './escalation/certainty.ts';
import { manyCommand } from './escalation/many.ts';
import { silenceCommand } from './escalation/silence.ts';
import { latencyCommand } from './latency.ts';
import { reconnectCommand } from './reconnect.ts';
import { stormCommand } from './storm/storm.ts';
import { uplinkCommand } from './uplink.ts';

const command = defineCommand({
  meta: {
    name: 'bench',
    description: 'Benchmarks of the platform; each prints what it measured and on what',
  },
  subCommands: {
    certainty: certaintyCommand,
    connections: connectionsCommand,
    latency: latencyCommand,
    many: manyCommand,
    reconnect: reconnectCommand,
    silence: silenceCommand,
    storm: stormCommand,
    uplink: uplinkCommand,
  },
});

await runMain(command);
