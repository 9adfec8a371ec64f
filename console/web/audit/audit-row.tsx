import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../contracts/audit.ts';
import styles from './audit.module.css';
import { useAuditWords } from './use-audit-words.ts';

/** A row of the trail in words; opened, everything that was written down, and the ways on from there. */
export function AuditRow({ row }: { row: AuditEntry }) {
  const { t, i18n } = useTranslation();
  const words = useAuditWords();
  const { at, actor, action, subject, homeId, detail, chain } = row;
  const details = Object.entries(detail);
  const incidentId = subject.startsWith('incident:') ? subject.slice('incident:'.length) : undefined;
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <details className={styles.row} data-action={action}>
      <summary className={styles.summary}>
        <time dateTime={at} className={styles.time}>
          {time.format(Date.parse(at))}
        </time>
        <strong className={styles.actor}>{words.actor(row)}</strong>
        <span className={styles.action}>{words.action(action)}</span>
        <span className={styles.subject}>{words.subject(row)}</span>
      </summary>
      <div className={styles.detail}>
        {details.length === 0 ? (
          <p className={styles.dim}>{t('audit.noDetail')}</p>
        ) : (
          <dl className={styles.values}>
            {details.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        )}
        <p className={styles.dim}>
          <code>{action}</code> <code>{subject}</code>{' '}
          {chain ? t('audit.chain', { seq: chain.seq }) : t('audit.unchained')}
        </p>
        <p className={styles.links}>
          <Link to="/admin/audit" search={{ subject }}>
            {t('audit.ofThis')}
          </Link>
          <Link to="/admin/audit" search={{ actor }}>
            {t('audit.ofActor')}
          </Link>
          {homeId !== undefined && (
            <Link to="/homes/$id" params={{ id: homeId }}>
              {t('audit.openHome')}
            </Link>
          )}
          {incidentId !== undefined && (
            <Link to="/incidents/$id" params={{ id: incidentId }}>
              {t('audit.openIncident')}
            </Link>
          )}
        </p>
      </div>
    </details>
  );
}
