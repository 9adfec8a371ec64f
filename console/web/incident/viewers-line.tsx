import { useTranslation } from 'react-i18next';
import type { Viewer } from '../../../contracts/live.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './incident-head.module.css';

/** Who else has this incident on the screen, and what they have open: two do not ring the same person. */
export function ViewersLine({ viewers }: { viewers: readonly Viewer[] }) {
  const { t } = useTranslation();
  return (
    <div role="status" data-testid="viewers">
      {viewers.length > 0 && (
        <p className={styles.viewers}>
          <Icon name="person" size={16} /> {t('incident.alsoHere')}{' '}
          {viewers.map(({ userId, name, acting }) => (
            <span key={userId} className={styles.viewer}>
              <strong>{name}</strong>
              {acting && ` · ${t(`incident.acting.${acting}`)}`}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
