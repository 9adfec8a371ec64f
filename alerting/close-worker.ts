import { inTime } from '../service/in-time.ts';

/** Jobs in hand are given this long to finish, ms; whatever is cut off is done again by whoever comes next. */
const PATIENCE_MS = 4_000;

/** Stops a worker or a queue. Without Redis it would wait for ever to say goodbye; a service must stop all the same. */
export async function closeWorker(worker: { close: () => Promise<void> }): Promise<void> {
  await inTime(worker.close(), PATIENCE_MS).catch(() => undefined);
}
