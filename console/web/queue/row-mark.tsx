import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { countAlarms } from './count-alarms.ts';
import { countRooms, type Mark } from './mark-of.ts';
import styles from './row-mark.module.css';

/** A star that has just risen; two arrows upwards, one more time. */
const SHAPES: Record<Mark, string> = {
  new: 'M12 1l3 7.500 8 .5-6.200 5.100 2.100 7.900L12 17.500 5.100 22l2.100-7.900L1 9l8-.5z',
  raised_again: 'M12 1 23 12h-5l-6-6-6 6H1zM12 11 23 22h-5l-6-6-6 6H1z',
};

/** The band over a row that nobody here has seen, or that has called again since: told apart by word, shape and ground. */
export function RowMark({ mark, incident }: { mark: Mark; incident: Incident }) {
  const { t } = useTranslation();
  const rooms = countRooms(incident);
  return (
    <p className={styles.mark} data-mark={mark}>
      <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
        <path d={SHAPES[mark]} fill="currentColor" />
      </svg>
      <strong>{t(`queue.mark.${mark}`)}</strong>
      {mark === 'raised_again' && (
        <span>
          {t('queue.alarms', { count: countAlarms(incident) })}
          {rooms > 0 && ` · ${t('queue.rooms', { count: rooms })}`}
        </span>
      )}
    </p>
  );
}
