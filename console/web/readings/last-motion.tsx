import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './readings-section.module.css';
import type { Span } from './spans-of.ts';

export interface LastMotionProps {
  spans: readonly Span[];
  label: (deviceId: string) => string;
  timeZone: string | undefined;
}

/** The first question on the telephone, answered in one line. */
export function LastMotion({ spans, label, timeZone }: LastMotionProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const say = useDuration();
  const last = spans.filter(({ kind }) => kind === 'motion').reduce<Span | undefined>(later, undefined);
  return (
    <p className={styles.last}>
      {last
        ? t('readings.lastMotion', {
            time: formatTime(last.to, now, i18n.language, timeZone),
            ago: say(now - last.to),
            where: label(last.deviceId),
          })
        : t('readings.noMotion')}
    </p>
  );
}

function later(a: Span | undefined, b: Span): Span {
  return a && a.to >= b.to ? a : b;
}
