import { Counter, Gauge, type Registry } from 'prom-client';

/** How well the chain keeps up with the audit trail. */
export function auditMetrics(registry: Registry) {
  const registers = [registry];
  return {
    unchained: new Gauge({
      name: 'anju_audit_unchained_rows',
      help: 'Audit rows that are not in the chain yet',
      registers,
    }),
    unchainedSeconds: new Gauge({
      name: 'anju_audit_unchained_seconds',
      help: 'Age of the oldest audit row that is not in the chain yet; 0 when there is none',
      registers,
    }),
    chained: new Counter({
      name: 'anju_audit_chained_total',
      help: 'Audit rows that this process has put into the chain',
      registers,
    }),
    cuts: new Counter({
      name: 'anju_audit_cut_total',
      help: 'Times a link that this process had seen was no longer in the chain: somebody has changed the trail',
      registers,
    }),
  };
}
