import { NativeSelect } from '@mantine/core';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '../session/session-context.ts';
import { entriesFor } from './admin-entries.ts';
import styles from './admin-layout.module.css';

/** What there is to administer beside what is open; a list to choose from on a phone. */
export function AdminLayout() {
  const { t } = useTranslation();
  const { roles } = useUser();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const entries = entriesFor(roles);
  const open = entries.find(({ to }) => pathname.startsWith(to));
  return (
    <div className={styles.layout}>
      <nav className={styles.side} aria-label={t('admin.title')}>
        <ul className={styles.list}>
          {entries.map(({ to, key }) => (
            <li key={to}>
              <Link to={to} className={styles.link}>
                {t(`admin.${key}.title`)}
              </Link>
            </li>
          ))}
        </ul>
        <NativeSelect
          size="lg"
          className={styles.select}
          aria-label={t('admin.title')}
          value={open?.to ?? ''}
          data={[
            ...(open ? [] : [{ value: '', label: t('form.choose') }]),
            ...entries.map(({ to, key }) => ({ value: to, label: t(`admin.${key}.title`) })),
          ]}
          onChange={(event) => {
            const chosen = entries.find(({ to }) => to === event.currentTarget.value);
            if (chosen) void navigate({ to: chosen.to });
          }}
        />
      </nav>
      <div className={styles.page}>
        {open || pathname === '/admin' ? (
          <Outlet />
        ) : (
          <main>
            <p role="alert">{t('refusal.role_forbids')}</p>
          </main>
        )}
      </div>
    </div>
  );
}
