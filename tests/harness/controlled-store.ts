import type { PrivateStore, PrivateStoreOptions } from '../../standalone/private-store.ts';

/** A private store of one test, to be crashed, frozen and brought back at the same address. */
export interface ControlledStore {
  readonly url: string;
  pid(): number;
  /** kill -9; resolves once it is gone. */
  crash(): Promise<void>;
  /** An orderly stop. */
  stop(): Promise<void>;
  /** Starts it again after `crash` or `stop`, with its data, on the same port. */
  start(): Promise<void>;
  /** Freezes it: connections stay open and nothing answers, as with a dying disk. */
  pause(): void;
  resume(): void;
}

export async function controlledStore(
  startStore: (options: PrivateStoreOptions) => Promise<PrivateStore>,
  dir: string,
): Promise<ControlledStore> {
  let store = await startStore({ dir });
  const { url, port } = store;
  return {
    url,
    pid: () => store.pid,
    crash: async () => {
      store.kill('SIGKILL');
      await store.exited;
    },
    stop: async () => {
      store.kill('SIGCONT'); // what is frozen cannot stop
      await store.stop();
    },
    start: async () => {
      store = await startStore({ dir, port });
    },
    pause: () => store.kill('SIGSTOP'),
    resume: () => store.kill('SIGCONT'),
  };
}
