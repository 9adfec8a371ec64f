import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icon.tsx';
import styles from './call-link.module.css';
import { telLink } from './dial.ts';

export interface CallLinkProps {
  name: string;
  phone: string | null | undefined;
  /** the key that does the same */
  digit?: number | undefined;
  onCall?: (() => void) | undefined;
}

/** A number to press, with the digits to read aloud or dial by hand. */
export function CallLink({ name, phone, digit, onCall }: CallLinkProps) {
  const { t } = useTranslation();
  if (!phone) return <span className={styles.none}>{t('incident.noPhone')}</span>;
  return (
    <a
      className={styles.call}
      href={telLink(phone)}
      aria-label={t('incident.call', { name, phone })}
      aria-keyshortcuts={digit === undefined ? undefined : String(digit)}
      onClick={onCall}
    >
      <Icon name="phone" /> {phone}
    </a>
  );
}
