import { startPrivateRedis } from '../../standalone/private-redis.ts';
import { controlledStore, type ControlledStore } from './controlled-store.ts';
import { temporaryDir } from './temporary-dir.ts';

/** A Redis of one test: it starts in a tenth of a second, so nobody needs to share one. */
export async function freshRedis(): Promise<ControlledStore & { remove: () => Promise<void> }> {
  const { dir, remove } = await temporaryDir();
  const redis = await controlledStore(startPrivateRedis, dir);
  return {
    ...redis,
    remove: async () => {
      await redis.stop();
      await remove();
    },
  };
}
