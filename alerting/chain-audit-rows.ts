import type { Registry } from 'prom-client';
import type { Logger } from '../service/create-logger.ts';
import { formatHead, type AuditLink } from '../store/audit-chain.ts';
import { chainAudit, countUnchained } from '../store/chain-audit.ts';
import type { Store } from '../store/open-store.ts';
import { auditMetrics } from './audit-metrics.ts';

/** How often the head is logged, ms: a head noted elsewhere proves that nothing was cut off up to it. */
const HEAD_EVERY_MS = 3_600_000;

/**
 * Puts audit rows into the chain as they come. Any number of processes may do it at once: they make one chain.
 * Each remembers the head it saw last, so a trail that is cut or rewritten while it runs is noticed at once.
 * @param key the secret of the chain
 */
export function startAuditChain({
  store,
  key,
  logger,
  registry,
  everyMs = 1_000,
}: {
  store: Store;
  key: string;
  logger: Logger;
  registry: Registry;
  everyMs?: number;
}): { stop: () => Promise<void> } {
  const metrics = auditMetrics(registry);
  let head: AuditLink | undefined;
  let toldAt: number | undefined;
  let failing = false;

  const tellHead = (message: string): void => {
    if (head !== undefined) logger.info({ head: formatHead(head) }, message);
  };

  const chainAll = async (): Promise<void> => {
    let linked: number;
    do {
      const result = await chainAudit({ store, key, known: head });
      if (result.cut && head !== undefined) {
        metrics.cuts.inc();
        logger.error(
          { known: formatHead(head), head: result.head && formatHead(result.head) },
          'the audit trail has been cut or rewritten: the last link seen is gone. Run audit:verify, and find out who changed the database',
        );
      }
      head = result.head ?? head;
      linked = result.linked;
      metrics.chained.inc(linked);
    } while (linked > 0);
  };

  const pass = async (): Promise<void> => {
    try {
      await chainAll();
      const { rows, oldest } = await countUnchained(store);
      metrics.unchained.set(rows);
      metrics.unchainedSeconds.set(oldest ? Math.max(0, (Date.now() - oldest.getTime()) / 1000) : 0);
      if (head !== undefined && (toldAt === undefined || Date.now() - toldAt >= HEAD_EVERY_MS)) {
        tellHead('head of the audit trail');
        toldAt = Date.now();
      }
      if (failing) logger.info('the audit trail is chained again');
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, 'the audit trail could not be chained, will try again');
      failing = true;
    }
  };

  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= pass().finally(() => (running = undefined));
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
      // What this process has written last is chained by it too, where the database still answers.
      await pass();
      tellHead('head of the audit trail at the stop');
    },
  };
}
