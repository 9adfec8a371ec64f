import { useTranslation } from 'react-i18next';
import { RESPONSE_TARGETS, type ResponseGroup } from '../../../contracts/statistics.ts';
import { formatShare, shareOf } from './format-share.ts';
import styles from './hour-bars.module.css';

const ALLOWED = 1 - RESPONSE_TARGETS[0].share;
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** How much of each hour waited too long, against what the target allows. The table beside it says the same in figures. */
export function HourBars({ groups }: { groups: readonly ResponseGroup[] }) {
  const { t, i18n } = useTranslation();
  const late = new Map(
    groups.map((group) => {
      const share = shareOf(group.within60);
      return [group.key, share === undefined ? undefined : 1 - share];
    }),
  );
  const top = Math.max(0.1, ...Array.from(late.values(), (share) => share ?? 0));
  return (
    <figure className={styles.figure}>
      <figcaption>{t('supervisor.byHourHint', { share: formatShare(ALLOWED, i18n.language) })}</figcaption>
      <div className={styles.plot} aria-hidden="true">
        <span className={styles.top}>{formatShare(top, i18n.language)}</span>
        <i className={styles.allowed} style={{ bottom: `${(ALLOWED / top) * 100}%` }} />
        {HOURS.map((hour) => {
          const share = late.get(hour);
          return (
            <span key={hour} className={styles.hour} data-unknown={share === undefined || undefined}>
              <b
                style={{ height: `${((share ?? 0) / top) * 100}%` }}
                data-missed={(share ?? 0) > ALLOWED + 1e-9 || undefined}
              />
            </span>
          );
        })}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </figure>
  );
}
