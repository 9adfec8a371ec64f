import { useTranslation } from 'react-i18next';
import { telLink } from '../calls/dial.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './call-link.module.css';

/** A number to press, with the digits to read aloud or dial by hand. */
export function CallLink({ name, phone }: { name: string; phone: string | null | undefined }) {
  const { t } = useTranslation();
  if (!phone) return <span className={styles.none}>{t('incident.noPhone')}</span>;
  return (
    <a className={styles.call} href={telLink(phone)} aria-label={t('incident.call', { name, phone })}>
      <Icon name="phone" /> {phone}
    </a>
  );
}
