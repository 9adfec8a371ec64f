import { useTranslation } from 'react-i18next';
import type { Part } from '../../../contracts/health.ts';
import type { Platform } from '../../../contracts/live.ts';
import { useNow } from '../clock/use-now.ts';
import { formatElapsed } from '../format/format-elapsed.ts';
import { formatTime } from '../format/format-time.ts';
import { useConnection, useLiveFact } from '../live/live-context.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './platform-strip.module.css';
import { summarisePlatform, type PlatformWord } from './summarise-platform.ts';

const ICONS: Record<PlatformWord, IconName> = {
  unknown: 'warning',
  ok: 'check',
  degraded: 'warning',
  spooled: 'warning',
  alarms_down: 'warning',
};

/** In words whether alarms get through; opened, it says which part is at fault. */
export function PlatformStrip() {
  const { t, i18n } = useTranslation();
  const connection = useConnection();
  const platform = useLiveFact((state) => state.platform);
  // What a lost connection last said of the platform's health is not known to hold any more.
  const word = connection.state === 'lost' ? 'unknown' : summarisePlatform(platform);
  const count = (platform?.spooledReadings ?? 0).toLocaleString(i18n.language);
  const words: Record<PlatformWord, string> = {
    unknown: t('platform.unknown'),
    ok: t('platform.ok'),
    degraded: t('platform.degraded'),
    spooled: t('platform.spooled', { count }),
    alarms_down: t('platform.alarmsDown'),
  };
  return (
    <details className={styles.strip} data-word={word} data-testid="platform">
      <summary className={styles.summary} aria-label={`${t('platform.label')}: ${words[word]}`}>
        <Icon name={ICONS[word]} />
        <span>{words[word]}</span>
      </summary>
      {platform && (
        <div className={styles.details}>
          <dl className={styles.parts}>
            {platform.parts.map((part) => (
              <PartLine key={part.name} part={part} />
            ))}
          </dl>
          {platform.canary && <CanaryLine canary={platform.canary} />}
          {(platform.backlog ?? 0) > 0 && (
            <p>{t('platform.backlog', { count: platform.backlog?.toLocaleString(i18n.language) })}</p>
          )}
          <p className={styles.checked}>
            {t('platform.checked', {
              time: formatTime(Date.parse(platform.at), Date.parse(platform.at), i18n.language),
            })}
          </p>
        </div>
      )}
    </details>
  );
}

/** The proof that an alarm gets through: how long the platform's own press took, and how old that proof is. */
function CanaryLine({ canary }: { canary: NonNullable<Platform['canary']> }) {
  const { t } = useTranslation();
  const now = useNow();
  const ms = (value: number) => Math.round(value).toString();
  return (
    <p data-testid="canary">
      {t('platform.canary', {
        age: formatElapsed(now - Date.parse(canary.at)),
        ms: ms(canary.incidentMs),
        p50: ms(canary.p50),
        p99: ms(canary.p99),
      })}
    </p>
  );
}

function PartLine({ part }: { part: Part }) {
  const { t, i18n } = useTranslation();
  const key = `platform.code.${part.code ?? ''}`;
  const why =
    part.code !== undefined && i18n.exists(key) ? t(key as 'platform.code.unreachable') : part.reason;
  return (
    <div className={styles.part}>
      <dt>{t(`platform.part.${part.name}`)}</dt>
      <dd>
        <Icon name={part.state === 'ok' ? 'check' : part.state === 'down' ? 'cross' : 'warning'} size={16} />
        {t(`platform.state.${part.state}`)}
        {part.state !== 'ok' && why !== undefined && <span> ({why})</span>}
      </dd>
    </div>
  );
}
