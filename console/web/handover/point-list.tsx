import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandoverPoints } from '../../../contracts/handover-record.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { PrioritySign } from '../queue/priority-sign.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './handover.module.css';

export interface PointListProps {
  points: HandoverPoints;
  /** ids that are ticked, and what a tick does; without it the points say what was ticked */
  ticks?: { said: ReadonlySet<string>; onTick: (id: string, said: boolean) => void };
}

/** What is left to the next shift: incidents first, each with who has it and what is overdue. */
export function PointList({ points, ticks }: PointListProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const time = (at: string) => formatTime(Date.parse(at), now, i18n.language);
  const { incidents, workOrders, maintenance, homes, more } = points;
  // Under a part of a page where it is ticked off, else the parts of the page itself.
  const level = ticks ? 'h3' : 'h2';
  const Heading = level;
  return (
    <>
      <Section
        level={level}
        title={t('handover.incidents')}
        count={incidents.length}
        none={t('handover.noIncidents')}
      >
        {incidents.map((point) => {
          const who = point.residents.join(', ') || point.address;
          return (
            <Point key={point.id} id={point.id} said={point.said} what={who} ticks={ticks}>
              <PrioritySign priority={point.priority} />
              <span className={styles.text}>
                <Link to="/incidents/$id" params={{ id: point.id }}>
                  <strong>{who}</strong>
                </Link>{' '}
                {[
                  t(`type.${point.type}`),
                  t(`state.${point.state}`),
                  point.address,
                  t('handover.since', { time: time(point.raisedAt) }),
                  point.holder
                    ? t('handover.holder', { name: point.holder.byName, time: time(point.holder.leaseUntil) })
                    : t('handover.nobody'),
                ].join(' · ')}
                {point.overdue && (
                  <strong className={styles.overdue}>
                    <Icon name="warning" size={16} /> {t(`handover.overdue.${point.overdue}`)}
                  </strong>
                )}
              </span>
            </Point>
          );
        })}
      </Section>
      {homes && (
        <section className={styles.section} aria-label={t('handover.unprotected')}>
          <Heading className={styles.heading}>
            {t('handover.unprotected')} ({homes.unprotected})
          </Heading>
          <p className={homes.unprotected > 0 ? styles.counts : styles.dim}>
            {homes.unprotected > 0 && <Icon name="warning" size={16} />}
            {t('handover.homes', homes)}
          </p>
        </section>
      )}
      <Section
        level={level}
        title={t('handover.workOrders')}
        count={workOrders.length}
        none={t('handover.noWorkOrders')}
      >
        {workOrders.map((point) => (
          <Point key={point.homeId} id={point.homeId} said={point.said} what={point.address} ticks={ticks}>
            <span className={styles.text}>
              <Link to="/homes/$id" params={{ id: point.homeId }}>
                <strong>{point.address}</strong>
              </Link>{' '}
              {[
                point.areaName,
                ...point.types.map((type) => t(`type.${type}`)),
                t('handover.since', { time: time(point.oldestAt) }),
              ].join(' · ')}
            </span>
          </Point>
        ))}
      </Section>
      <Section
        level={level}
        title={t('handover.maintenance')}
        count={maintenance.length}
        none={t('handover.noMaintenance')}
      >
        {maintenance.map((point) => (
          <Point key={point.id} id={point.id} said={point.said} what={point.reason} ticks={ticks}>
            <span className={styles.text}>
              <strong>{point.reason}</strong> {t(`handover.mode.${point.mode}`)} ·{' '}
              {point.homeId === undefined ? (
                t(`handover.scope.${point.scope}`)
              ) : (
                <Link to="/homes/$id" params={{ id: point.homeId }}>
                  {t(`handover.scope.${point.scope}`)}
                </Link>
              )}
              , {t('handover.until', { time: time(point.endsAt) })},{' '}
              {t('handover.by', { name: point.byName })}
            </span>
          </Point>
        ))}
      </Section>
      {more > 0 && <p>{t('handover.more', { count: more })}</p>}
    </>
  );
}

function Section({
  level: Heading,
  title,
  count,
  none,
  children,
}: {
  level: 'h2' | 'h3';
  title: string;
  count: number;
  none: string;
  children: ReactNode;
}) {
  return (
    <section className={styles.section} aria-label={title}>
      <Heading className={styles.heading}>
        {title} ({count})
      </Heading>
      {count === 0 ? <p className={styles.dim}>{none}</p> : <ul className={styles.points}>{children}</ul>}
    </section>
  );
}

function Point({
  id,
  said,
  what,
  ticks,
  children,
}: {
  id: string;
  said: boolean;
  what: string;
  ticks: PointListProps['ticks'];
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <li className={styles.point} data-point={id}>
      {ticks ? (
        <label className={styles.tick}>
          <input
            type="checkbox"
            aria-label={t('handover.tick', { what })}
            checked={ticks.said.has(id)}
            onChange={(event) => {
              ticks.onTick(id, event.currentTarget.checked);
            }}
          />
          <span aria-hidden="true">{t('handover.said')}</span>
        </label>
      ) : (
        <span className={styles.was}>
          {said && <Icon name="check" size={16} />} {t(said ? 'handover.said' : 'handover.notSaid')}
        </span>
      )}
      {children}
    </li>
  );
}
