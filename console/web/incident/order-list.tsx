import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { useCalleeWord } from '../calls/use-callee-word.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { OrderDone } from './order-done.tsx';
import styles from './order-list.module.css';
import { useDispatches } from './use-dispatches.ts';

export interface OrderListProps {
  incident: Incident;
  /** how many orders the history knows of */
  sent: number;
}

/** Who was sent, and whether it is done; the sheets to print or read out are one link away. */
export function OrderList({ incident, sent }: OrderListProps) {
  const { t, i18n } = useTranslation();
  const titleId = useId();
  const now = useNow();
  const word = useCalleeWord();
  const { data, error } = useDispatches(incident.id, sent);
  return (
    <section className={styles.card} aria-labelledby={titleId} data-testid="orders">
      <h3 id={titleId} className={styles.title}>
        {t('order.listTitle')}
        <Link to="/incidents/$id/order" params={{ id: incident.id }} className={styles.link}>
          {t('order.open')}
        </Link>
      </h3>
      {!data && <p role="status">{t(error ? 'order.failed' : 'app.loading')}</p>}
      <ul className={styles.list}>
        {data?.map((dispatch) => {
          const { id, to, number, at, home } = dispatch;
          return (
            <li key={id} className={styles.order}>
              <div>
                <p className={styles.name}>{to.name}</p>
                <p className={styles.facts}>
                  {to.service && <span>{word({ kind: 'service', person: to.service })}</span>}
                  <span>{t('order.number', { number })}</span>
                  <span>{formatTime(Date.parse(at), now, i18n.language, home.timezone)}</span>
                </p>
              </div>
              <OrderDone dispatch={dispatch} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
