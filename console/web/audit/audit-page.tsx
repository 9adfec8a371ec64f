import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';
import styles from './audit.module.css';
import { auditSearch } from './audit-search.ts';
import { chainState } from './chain-state.ts';
import { useAudit } from './use-audit.ts';

/** Every change, by whom, and that nobody has touched the record of it. */
export function AuditPage() {
  const { t } = useTranslation();
  const now = useNow();
  const navigate = useNavigate();
  const search = useSearch({ from: '/admin/audit' });
  const audit = useAudit(search);
  const items = audit.data?.pages.flatMap((page) => page.items) ?? [];
  const state = chainState(items, now);
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('audit.title')}</h1>
      <p>{t('audit.hint')}</p>
      <AuditFilters
        search={search}
        onChange={(changed) => {
          // Replaced: back leaves the page, and does not go through every filter again.
          void navigate({ to: '/admin/audit', search: auditSearch({ ...changed }), replace: true });
        }}
      />
      {audit.error && <p role="alert">{t('audit.failed')}</p>}
      {audit.isPending && <p role="status">{t('app.loading')}</p>}
      {items.length > 0 && (
        <p className={styles.chain} data-state={state} data-testid="chain-state">
          <Icon name={state === 'chained' ? 'check' : state === 'waiting' ? 'clock' : 'warning'} />
          {t(`audit.chainState.${state}`)}
        </p>
      )}
      {audit.data && items.length === 0 && <p>{t('audit.none')}</p>}
      <ul className={styles.list}>
        {items.map((row) => (
          <li key={row.id}>
            <AuditRow row={row} />
          </li>
        ))}
      </ul>
      {audit.hasNextPage && (
        <BigButton busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('app.more')}
        </BigButton>
      )}
    </main>
  );
}
