import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { useDuration } from '../format/use-duration.ts';
import { NowCard } from './now-card.tsx';
import styles from './supervisor.module.css';
import { useProtection, useUnprotected } from './use-protection.ts';

const SHOWN = 6;

/** Homes that nobody would hear: unknown counts as not protected. */
export function ProtectionCard({ areaId }: { areaId: string | undefined }) {
  const { t } = useTranslation();
  const now = useNow();
  const say = useDuration();
  const { data: counts, isError } = useProtection(areaId);
  const homes = useUnprotected(areaId, SHOWN).data?.items ?? [];
  return (
    <NowCard
      title={t('supervisor.notProtected')}
      figure={isError ? undefined : counts?.unprotected}
      loud={(counts?.unprotected ?? 0) > 0}
    >
      {isError && <p role="alert">{t('supervisor.protectionFailed')}</p>}
      {counts && !isError && <p>{t('supervisor.protectionCounts', counts)}</p>}
      <ul className={styles.list}>
        {homes.map((home) => (
          <li key={home.id}>
            <Link to="/homes/$id" params={{ id: home.id }} className={styles.row}>
              <span>
                <strong>{home.address}</strong> · {home.areaName} ·{' '}
                {t('supervisor.since', { time: say(now - Date.parse(home.since)) })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </NowCard>
  );
}
