import { defineCommand, runMain } from 'citty';
import { uplinkCommand } from './uplink.ts';

const command = defineCommand({
  meta: {
    name: 'bench',
    description: 'Benchmarks of the platform; each prints what it measured and on what',
  },
  subCommands: { uplink: uplinkCommand },
});

await runMain(command);
