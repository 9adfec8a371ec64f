import { defineCommand, runMain } from 'citty';
import { certaintyCommand } from './escalation/certainty.ts';
import { latencyCommand } from './latency.ts';
import { uplinkCommand } from './uplink.ts';

const command = defineCommand({
  meta: {
    name: 'bench',
    description: 'Benchmarks of the platform; each prints what it measured and on what',
  },
  subCommands: { certainty: certaintyCommand, latency: latencyCommand, uplink: uplinkCommand },
});

await runMain(command);
