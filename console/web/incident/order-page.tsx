import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './order-page.module.css';
import { OrderSheet } from './order-sheet.tsx';
import { useDispatches } from './use-dispatches.ts';

/** The orders of an incident, one sheet each: to print, or to read out over the telephone. */
export function OrderPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/incidents/$id/order' });
  const { data, error } = useDispatches(id);
  return (
    <main className={styles.page}>
      <div className={styles.tools}>
        <Link to="/incidents/$id" params={{ id }} className={styles.back}>
          <Icon name="back" /> {t('order.back')}
        </Link>
        <BigButton
          kind="primary"
          inert={data === undefined || data.length === 0}
          onClick={() => {
            window.print();
          }}
        >
          {t('order.print')}
        </BigButton>
      </div>
      <h1 className={styles.title}>{t('order.title')}</h1>
      {error && !data && <p role="alert">{t('order.failed')}</p>}
      {!error && !data && <p role="status">{t('app.loading')}</p>}
      {data?.length === 0 && <p role="status">{t('order.none')}</p>}
      {data?.map((dispatch) => (
        <OrderSheet key={dispatch.id} dispatch={dispatch} />
      ))}
    </main>
  );
}
