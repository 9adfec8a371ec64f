import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './hidden-line.module.css';

export interface HiddenLineProps {
  calling: number;
  others: number;
  onShowAll: () => void;
}

/** What the filter keeps out of sight: quietly while it is in work, loudly as soon as somebody calls. */
export function HiddenLine({ calling, others, onShowAll }: HiddenLineProps) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {calling + others > 0 && (
        <div className={styles.line} data-loud={calling > 0 || undefined} data-testid="filter-hides">
          {calling > 0 && <Icon name="warning" size={28} />}
          <span className={styles.words}>
            {calling > 0
              ? t('queue.hidesCalling', { count: calling })
              : t('queue.hidesOthers', { count: others })}
          </span>
          <BigButton shortcut="⇧A" onClick={onShowAll}>
            {t('queue.showAll')}
          </BigButton>
        </div>
      )}
    </div>
  );
}
