import { useTranslation } from 'react-i18next';
import type { IncidentEvent } from '../../../contracts/incident.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './event-list.module.css';

/** Below that one time says both; `LATE_AFTER_MS` of contracts/alarm.ts, without its schemas. */
const LATE_AFTER_MS = 60_000;

/** The device's time and the time of arrival; how late, when that matters (DOMAIN rule 9). */
export function EventTimes({ event, timeZone }: { event: IncidentEvent; timeZone: string | undefined }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const say = useDuration();
  const apart = Math.abs(Date.parse(event.receivedAt) - Date.parse(event.at));
  const at = formatTime(Date.parse(event.at), now, i18n.language, timeZone);
  const received = formatTime(Date.parse(event.receivedAt), now, i18n.language, timeZone);
  return (
    <div className={styles.times}>
      <time dateTime={event.at} className={styles.time}>
        {at}
      </time>
      {event.deviceId !== undefined && apart > LATE_AFTER_MS && (
        <p className={styles.arrived}>{t('incident.arrived', { time: received })}</p>
      )}
      {event.lateMs !== undefined && (
        <p className={styles.late}>{t('incident.late', { time: say(event.lateMs) })}</p>
      )}
    </div>
  );
}
