import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { NowStatistics } from '../../../contracts/statistics.ts';
import { useNow } from '../clock/use-now.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { formatTime } from '../format/format-time.ts';
import { Icon } from '../shell/icon.tsx';
import { NowCard } from './now-card.tsx';
import { ProtectionCard } from './protection-card.tsx';
import styles from './supervisor.module.css';
import { WorkOrderTable } from './work-order-table.tsx';

const SHOWN = 8;
const WAIT_LIMIT_MS = 180_000;

/** @param stale the figures are old: no time in them goes on */
export function NowCards(props: { figures: NowStatistics; stale: boolean; areaId: string | undefined }) {
  const { figures, stale, areaId } = props;
  const { t, i18n } = useTranslation();
  const running = useNow();
  const now = stale ? Date.parse(figures.at) : running;
  const time = (at: string) => formatTime(Date.parse(at), now, i18n.language);
  const { waiting, overdueLeases, people, workOrders } = figures;
  return (
    <>
      <div className={styles.cards} data-stale={stale || undefined}>
        <NowCard title={t('supervisor.waiting')} figure={waiting.total} loud={waiting.past60 > 0}>
          {waiting.total === 0 ? (
            <p>{t('supervisor.waitingNone')}</p>
          ) : (
            <p>
              {t('supervisor.past60', { count: waiting.past60 })}
              <br />
              <strong>{t('supervisor.past180', { count: waiting.past180 })}</strong>
            </p>
          )}
          <ul className={styles.list}>
            {waiting.items.slice(0, SHOWN).map((one) => (
              <li key={one.id}>
                <Link to="/incidents/$id" params={{ id: one.id }} className={styles.row}>
                  <strong className={styles.time}>{formatElapsed(now - Date.parse(one.since))}</strong>
                  <span>
                    {one.priority} · {t(`type.${one.type}`)} · {one.areaName}
                    {now - Date.parse(one.since) > WAIT_LIMIT_MS && (
                      <>
                        {' '}
                        <Icon name="warning" size={16} /> {t('queue.overdue')}
                      </>
                    )}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          {waiting.total > SHOWN && <p>{t('supervisor.more', { count: waiting.total - SHOWN })}</p>}
        </NowCard>
        <NowCard
          title={t('supervisor.overdueLeases')}
          figure={overdueLeases.length}
          loud={overdueLeases.length > 0}
        >
          <p className={styles.dim}>{t('supervisor.overdueHint')}</p>
          {overdueLeases.length === 0 && <p>{t('supervisor.overdueNone')}</p>}
          <ul className={styles.list}>
            {overdueLeases.slice(0, SHOWN).map((one) => (
              <li key={one.id}>
                <Link to="/incidents/$id" params={{ id: one.id }} className={styles.row}>
                  <strong>{t(`type.${one.type}`)}</strong>
                  <span>
                    {one.areaName} ·{' '}
                    {t('supervisor.leaseOver', {
                      name: one.holder ?? t('supervisor.gone'),
                      time: time(one.leaseUntil),
                    })}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </NowCard>
        <NowCard title={t('supervisor.people')} figure={people.length} loud={people.length === 0}>
          {people.length === 0 && <p>{t('supervisor.peopleNone')}</p>}
          <ul className={styles.list}>
            {people.map((one) => (
              <li key={one.userId} className={styles.person}>
                <strong>{one.name}</strong>
                <span className={styles.dim}>{one.roles.map((role) => t(`role.${role}`)).join(' · ')}</span>
                <span>
                  {one.until === undefined
                    ? t('supervisor.notOnDuty')
                    : t('supervisor.until', { time: time(one.until) })}
                </span>
                <span className={styles.reach} data-connected={one.connected}>
                  <Icon name={one.connected ? 'check' : 'cross'} size={16} />
                  {one.connected ? t('supervisor.connected') : t('supervisor.notConnected')}
                </span>
              </li>
            ))}
          </ul>
        </NowCard>
        <ProtectionCard areaId={areaId} />
        <NowCard title={t('supervisor.workOrders')} figure={workOrders.items} loud={workOrders.overdue > 0}>
          <p>
            {workOrders.items === 0
              ? t('supervisor.workOrdersNone')
              : t('supervisor.workOrdersCount', workOrders)}
            {workOrders.overdue > 0 && (
              <>
                <br />
                <strong>{t('supervisor.workOrdersOverdue', { count: workOrders.overdue })}</strong>
              </>
            )}
          </p>
        </NowCard>
      </div>
      {workOrders.items > 0 && (
        <section
          className={styles.block}
          data-stale={stale || undefined}
          aria-label={t('supervisor.workOrders')}
        >
          <h3 className={styles.blockTitle}>{t('supervisor.workOrders')}</h3>
          <WorkOrderTable workOrders={workOrders} now={now} />
        </section>
      )}
    </>
  );
}
