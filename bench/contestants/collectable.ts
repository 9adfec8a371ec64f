import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../standalone/start-service.ts';

const PRELOAD = pathToFileURL(join(ROOT, 'bench', 'peers', 'gc-on-signal.mjs')).href;

/** Added to the environment of a Node process, it collects its garbage on SIGWINCH (which ends nobody, and says nothing to a service). */
export const COLLECTABLE = { NODE_OPTIONS: `--import ${PRELOAD}` } as const;
