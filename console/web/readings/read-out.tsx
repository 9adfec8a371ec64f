import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import type { Lane } from './lanes-of.ts';
import { readAt, type Said } from './read-at.ts';
import styles from './readings-section.module.css';
import type { Silence } from './silences-of.ts';
import type { Span } from './spans-of.ts';

export interface ReadOutProps {
  lanes: readonly Lane[];
  spans: readonly Span[];
  silences: ReadonlyMap<string, readonly Silence[]>;
  /** epoch ms */
  at: number;
  /** ms to both sides */
  reach: number;
  /** the lane pointed at; every lane that has something to say when not given */
  row?: number | undefined;
  label: (lane: Lane) => string;
  timeZone: string | undefined;
}

const MOST = 3;

/** What the chart says at one moment, in words. */
export function ReadOut({ lanes, spans, silences, at, reach, row, label, timeZone }: ReadOutProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const time = (moment: number) => formatTime(moment, now, i18n.language, timeZone);
  const told = readAt({ lanes, spans, silences, at, reach });
  const pointed = row === undefined ? undefined : told[row];
  const shown = pointed
    ? [pointed]
    : told
        .filter((said) => said.is === 'silent' || (said.is === 'span' && said.span.kind !== 'open'))
        .slice(0, MOST);
  const words = (said: Said) => {
    if (said.is !== 'span') {
      if (said.is === 'nothing' && said.lane.kind === 'alarms') return t('readings.noAlarm');
      return t(`readings.${said.is}`);
    }
    const { kind, from, to, times, alarm } = said.span;
    const what = alarm ? t(`type.${alarm.type}`) : t(`readings.mark.${kind}`);
    const when = to > from ? `${time(from)} – ${time(to)}` : time(from);
    return `${what}${alarm?.test ? ` (${t('readings.test')})` : ''}${times > 1 ? ` ×${times}` : ''}, ${when}`;
  };
  return (
    <p className={styles.readOut} aria-live={row === undefined ? 'polite' : 'off'} data-testid="read-out">
      <strong>{time(at)}</strong>{' '}
      {shown.length === 0
        ? t('readings.nothing')
        : shown.map((said) => `${label(said.lane)}: ${words(said)}`).join('; ')}
    </p>
  );
}
