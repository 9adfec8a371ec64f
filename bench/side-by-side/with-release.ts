export type Releasers = (() => unknown)[];

/**
 * Runs `work` and afterwards releases what it has opened, last first; also when it fails, and when somebody ends the
 * benchmark with Ctrl-C or a time limit: servers left behind would disturb the next one.
 * @param outer of the work that this is a part of: what stays open until then is released with it
 */
export async function withRelease<T>(
  work: (releasers: Releasers) => Promise<T>,
  outer?: Releasers,
): Promise<T> {
  const releasers: Releasers = [];
  const release = async () => {
    while (releasers.length > 0) await releasers.pop()?.();
  };
  const onSignal = () => void release().finally(() => process.exit(130));
  if (outer === undefined) process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  else outer.push(release);
  try {
    return await work(releasers);
  } finally {
    await release();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
