import { ANJU_PATH_DOES, startAnjuPath } from './anju-path.ts';
import { NODE_RED_DOES, startNodeRedPath } from './node-red-path.ts';
import type { PathSubject } from './path-subject.ts';

interface Devices {
  sensors: number;
  buttons: number;
}

/** Who can take part, by the name used on the command line. */
export const SUBJECTS: Readonly<
  Record<string, { name: string; does: string; start: (devices: Devices) => Promise<PathSubject> }>
> = {
  anju: { name: 'Anju', does: ANJU_PATH_DOES, start: startAnjuPath },
  'node-red': {
    name: 'Node-RED',
    does: NODE_RED_DOES.lines,
    start: (devices) => startNodeRedPath({ ...devices, wiring: 'lines' }),
  },
  'node-red-batch-node': {
    name: 'Node-RED, batch node',
    does: NODE_RED_DOES['batch-node'],
    start: (devices) => startNodeRedPath({ ...devices, wiring: 'batch-node' }),
  },
  'node-red-unbatched': {
    name: 'Node-RED, a write per message',
    does: NODE_RED_DOES.unbatched,
    start: (devices) => startNodeRedPath({ ...devices, wiring: 'unbatched' }),
  },
};
