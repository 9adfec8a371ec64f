import { useTranslation } from 'react-i18next';
import { panView, zoomView, type View } from './move-view.ts';
import styles from './readings-section.module.css';
import type { TimelineSpan } from './use-timeline.ts';

const SPANS: readonly TimelineSpan[] = ['1', '7', '30'];

export interface ViewButtonsProps {
  days: TimelineSpan;
  /** absent where the length is given */
  onDays?: ((days: TimelineSpan) => void) | undefined;
  view: View;
  bounds: View;
  onView: (view: View | undefined) => void;
}

/** Everything that wheel, fingers and keys do, also by a click. */
export function ViewButtons({ days, onDays, view, bounds, onView }: ViewButtonsProps) {
  const { t } = useTranslation();
  const whole = view.from <= bounds.from && view.to >= bounds.to;
  const moves = [
    { name: 'earlier', sign: '‹', next: panView(view, bounds, -0.5), off: view.from <= bounds.from },
    { name: 'nearer', sign: '+', next: zoomView(view, bounds, 0.5), off: false },
    { name: 'farther', sign: '−', next: zoomView(view, bounds, 2), off: whole },
    { name: 'later', sign: '›', next: panView(view, bounds, 0.5), off: view.to >= bounds.to },
  ] as const;
  return (
    <div className={styles.buttons}>
      {onDays && (
        <div role="group" aria-label={t('readings.span')} className={styles.group}>
          {SPANS.map((span) => (
            <button
              key={span}
              type="button"
              className={styles.button}
              aria-pressed={span === days}
              onClick={() => {
                onDays(span);
              }}
            >
              {t(`readings.days.${span}`)}
            </button>
          ))}
        </div>
      )}
      <div role="group" aria-label={t('readings.look')} className={styles.group}>
        {moves.map(({ name, sign, next, off }) => (
          <button
            key={name}
            type="button"
            className={styles.button}
            aria-label={t(`readings.move.${name}`)}
            title={t(`readings.move.${name}`)}
            disabled={off}
            onClick={() => {
              onView(next);
            }}
          >
            <span aria-hidden="true">{sign}</span>
          </button>
        ))}
        <button
          type="button"
          className={styles.button}
          disabled={whole}
          onClick={() => {
            onView(undefined);
          }}
        >
          {t('readings.move.all')}
        </button>
      </div>
    </div>
  );
}
