import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '../session/session-context.ts';
import { entriesFor } from './admin-entries.ts';

/** The first that one may do. */
export function AdminIndex() {
  const { t } = useTranslation();
  const [first] = entriesFor(useUser().roles);
  if (first) return <Navigate to={first.to} replace />;
  return (
    <main>
      <p role="alert">{t('refusal.role_forbids')}</p>
    </main>
  );
}
