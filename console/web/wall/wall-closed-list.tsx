import { useTranslation } from 'react-i18next';
import type { WallClosed } from './wall-state.ts';
import styles from './wall.module.css';

const DAY_MS = 86_400_000;

/** What was closed last: that things come to an end is worth seeing too. */
export function WallClosedList({ closed, now }: { closed: readonly WallClosed[]; now: number }) {
  const { t, i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(i18n.language, { month: 'numeric', day: 'numeric' });
  return (
    <section className={styles.closed} aria-label={t('wall.lastClosed')}>
      <h2 className={styles.heading}>{t('wall.lastClosed')}</h2>
      {closed.length === 0 && <p>{t('wall.noneClosed')}</p>}
      <ul>
        {closed.map((one) => (
          <li key={one.id} className={styles.closedLine}>
            <span>{(now - one.since < DAY_MS / 2 ? time : day).format(one.since)}</span>
            <span>
              <strong>{t(`type.${one.type}`)}</strong>
              <br />
              {one.areaName}
              {one.disposition !== undefined && <> · {t(`disposition.${one.disposition}`)}</>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
