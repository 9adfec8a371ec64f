import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platformNow } from '../clock/platform-clock.ts';
import { useNow } from '../clock/use-now.ts';
import { runningDuty } from '../duty/running-duty.ts';
import { useChangeDuty, useDuty } from '../duty/use-duty.ts';
import { formatTime } from '../format/format-time.ts';
import { useUser } from '../session/session-context.ts';
import { BigButton } from './big-button.tsx';
import choice from './choice.module.css';
import { ErrorWords } from './error-words.tsx';
import styles from './settings-menu.module.css';

/** A shift is 8 to 12 h long; a duty always has an end, so that nobody is thought to be there who went home. */
const SHIFTS_H = [4, 8, 12] as const;

/** Goes on and off duty. Escalation calls who is on duty first. */
export function DutySwitch() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const duty = useDuty(useUser().id);
  const change = useChangeDuty();
  const [hours, setHours] = useState<number>(8);
  const until = duty.data && runningDuty(duty.data, now);
  const on = until !== undefined;
  return (
    <section className={styles.section} aria-label={t('duty.title')} data-testid="duty">
      <p role="status">
        {duty.data
          ? on
            ? t('duty.on', { time: formatTime(until, now, i18n.language) })
            : t('duty.off')
          : t(duty.error ? 'duty.unknown' : 'app.loading')}
      </p>
      {duty.data && !on && (
        <div role="group" aria-label={t('duty.until')} className={choice.group}>
          {SHIFTS_H.map((count) => (
            <button
              key={count}
              type="button"
              className={choice.choice}
              aria-pressed={hours === count}
              onClick={() => {
                setHours(count);
              }}
            >
              {t('duty.hours', { count })}
            </button>
          ))}
        </div>
      )}
      {duty.data && (
        <BigButton
          busy={change.isPending}
          onClick={() => {
            change.mutate(on ? undefined : platformNow() + hours * 3_600_000);
          }}
        >
          {t(on ? 'duty.stop' : 'duty.start')}
        </BigButton>
      )}
      <ErrorWords error={change.error} />
    </section>
  );
}
