import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '../session/session-context.ts';
import styles from './audit.module.css';

/** From a home, a user or anything else to what was done to it; nothing for who may not read that. */
export function HistoryLink({ of }: { of: { homeId: string } | { subject: string } }) {
  const { t } = useTranslation();
  const manages = useUser().roles.some((role) => role === 'admin' || role === 'supervisor');
  if (!manages) return null;
  return (
    <Link to="/admin/audit" search={of} className={styles.history}>
      {t('audit.history')}
    </Link>
  );
}
