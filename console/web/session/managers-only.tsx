import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from './session-context.ts';

/** A page of figures about people's work: whoever may not read it is told so, and nothing is asked for. */
export function ManagersOnly({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { roles } = useUser();
  if (roles.some((role) => role === 'admin' || role === 'supervisor')) return children;
  return (
    <main>
      <p role="alert">{t('refusal.role_forbids')}</p>
    </main>
  );
}
