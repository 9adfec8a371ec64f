import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icon.tsx';
import styles from './verdict.module.css';

/** Whether a target is held: a word and a shape, dark where it is missed. Not in the colour of an alarm. */
export function Verdict({ held }: { held: boolean | undefined }) {
  const { t } = useTranslation();
  if (held === undefined) return <span className={styles.verdict}>{t('supervisor.nothing')}</span>;
  return (
    <span className={styles.verdict} data-held={held}>
      <Icon name={held ? 'check' : 'cross'} size={18} />
      {held ? t('supervisor.held') : t('supervisor.missed')}
    </span>
  );
}
