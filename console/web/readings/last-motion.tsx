import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../contracts/timeline.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useDuration } from '../format/use-duration.ts';
import { lastMotionOf } from './last-motion-of.ts';
import styles from './readings-section.module.css';
import { silencesOf } from './silences-of.ts';

export interface LastMotionProps {
  timeline: Timeline;
  label: (deviceId: string) => string;
  timeZone: string | undefined;
}

/** The first question on the telephone, answered in one line; and whether the home still speaks at all. */
export function LastMotion({ timeline, label, timeZone }: LastMotionProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const say = useDuration();
  const last = lastMotionOf(timeline);
  const everyone = new Set(timeline.devices.map(({ deviceId }) => deviceId));
  const silence = silencesOf(timeline, everyone, now).at(-1);
  const silentNow = silence !== undefined && silence.to >= Math.min(Date.parse(timeline.to), now);
  const time = (at: number) => formatTime(at, now, i18n.language, timeZone);
  return (
    <div>
      <p className={styles.last} data-testid="last-motion">
        {last
          ? t('readings.lastMotion', {
              time: time(last.at),
              ago: say(Math.max(now - last.at, 0)),
              where: label(last.deviceId),
            })
          : t('readings.noMotion')}
      </p>
      {silentNow && (
        <p className={styles.unknown}>{t('readings.silentSince', { time: time(silence.from) })}</p>
      )}
    </div>
  );
}
