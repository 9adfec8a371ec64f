import { useTranslation } from 'react-i18next';
import type { Dispatch } from '../../../contracts/dispatch.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './order-list.module.css';
import { useFinishDispatch } from './use-dispatches.ts';

/** Whether an order has been carried out: who has said so and when, or the button that says it. */
export function OrderDone({ dispatch }: { dispatch: Dispatch }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const finish = useFinishDispatch(dispatch);
  const { doneAt, doneByName = '', to, home } = dispatch;
  return (
    <div className={styles.done} data-done={doneAt !== undefined || undefined}>
      <div role="status">
        {doneAt !== undefined && (
          <p className={styles.said}>
            <Icon name="check" size={16} />{' '}
            {t('order.done', {
              time: formatTime(Date.parse(doneAt), now, i18n.language, home.timezone),
              name: doneByName,
            })}
          </p>
        )}
      </div>
      {doneAt === undefined && (
        <BigButton
          title={t('order.markDoneHint', { name: to.name })}
          busy={finish.isPending}
          onClick={() => {
            if (!finish.isPending) finish.mutate();
          }}
        >
          <Icon name="check" /> {finish.isPending ? t('action.busy') : t('order.markDone')}
        </BigButton>
      )}
      <ErrorWords error={finish.error} />
    </div>
  );
}
