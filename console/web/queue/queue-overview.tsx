import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../live/live-context.ts';
import { BigButton } from '../shell/big-button.tsx';
import styles from './queue-overview.module.css';
import { useQueueFact } from './use-queue.ts';

/** Beside the queue while no incident is open: one thing to do, or nothing. */
export function QueueOverview() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const first = useQueueFact(({ calling }) => calling[0]?.id);
  const stale = useConnection().state === 'lost';
  return (
    <div className={styles.overview}>
      {first !== undefined ? (
        <>
          <p>{t('queue.pick')}</p>
          <BigButton
            kind="primary"
            shortcut="J"
            onClick={() => void navigate({ to: '/incidents/$id', params: { id: first } })}
          >
            {t('queue.openMostUrgent')}
          </BigButton>
        </>
      ) : (
        <p>{stale ? t('queue.quietStale') : t('queue.quiet')}</p>
      )}
    </div>
  );
}
