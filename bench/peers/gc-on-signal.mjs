// node --import ./gc-on-signal.mjs …: on SIGUSR2 all garbage is collected, so that what remains is what is held.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGUSR2', () => collect());
