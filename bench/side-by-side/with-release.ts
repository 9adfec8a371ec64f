export type Releasers = (() => unknown)[];

/**
 * Runs `work` and afterwards releases what it has opened, last first; also when it fails, and when somebody ends the
 * benchmark with Ctrl-C or a time limit: servers left behind would disturb the next one.
 */
export async function withRelease(work: (releasers: Releasers) => Promise<void>): Promise<void> {
  const releasers: Releasers = [];
  const release = async () => {
    for (const one of releasers.splice(0).reverse()) await one();
  };
  const onSignal = () => void release().finally(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await work(releasers);
  } finally {
    await release();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
