// node --import ./gc-on-signal.mjs …: on SIGWINCH all garbage is collected, so that what remains is what is held.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGWINCH', () => collect());
