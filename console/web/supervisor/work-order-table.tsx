import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NowStatistics } from '../../../contracts/statistics.ts';
import { useDuration } from '../format/use-duration.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './figures.module.css';
import { TableFrame } from './table-frame.tsx';

const AT_FIRST = 8;

export interface WorkOrderTableProps {
  workOrders: NowStatistics['workOrders'];
  /** epoch ms: what the times are counted to */
  now: number;
}

/** Who was sent where, and what waits to be repaired: what is overdue first, then the oldest. */
export function WorkOrderTable({ workOrders: { list, items }, now }: WorkOrderTableProps) {
  const { t } = useTranslation();
  const say = useDuration();
  const [all, setAll] = useState(false);
  const shown = all ? list : list.slice(0, AT_FIRST);
  return (
    <>
      <TableFrame caption={t('supervisor.workOrders')}>
        <thead>
          <tr>
            <th scope="col">{t('supervisor.what')}</th>
            <th scope="col">{t('supervisor.home')}</th>
            <th scope="col">{t('supervisor.to')}</th>
            <th scope="col">{t('supervisor.sinceWhen')}</th>
            <th scope="col">{t('supervisor.state')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.order ?? one.id} data-overdue={one.overdue || undefined}>
              <th scope="row" className={styles.nowrap}>
                <Link to="/incidents/$id" params={{ id: one.id }}>
                  {t(`type.${one.type}`)}
                </Link>
              </th>
              <td>
                <Link to="/homes/$id" params={{ id: one.homeId }}>
                  {one.address}
                </Link>
                <span className={styles.dim}> · {one.areaName}</span>
              </td>
              <td>{one.to ?? t('supervisor.nobodyYet')}</td>
              <td className={styles.nowrap}>{say(Math.max(0, now - Date.parse(one.since)))}</td>
              <td>
                {one.overdue && (
                  <strong className={styles.overdue}>
                    <Icon name="warning" size={16} /> {t('supervisor.workOverdue')}
                  </strong>
                )}
                {t(
                  one.order === undefined && one.state === 'open'
                    ? 'supervisor.toTake'
                    : `state.${one.state}`,
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {list.length > shown.length && (
        <div>
          <BigButton
            onClick={() => {
              setAll(true);
            }}
          >
            {t('supervisor.showAll', { count: list.length })}
          </BigButton>
        </div>
      )}
      {all && items > list.length && <p>{t('supervisor.more', { count: items - list.length })}</p>}
    </>
  );
}
