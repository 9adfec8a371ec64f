import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import type { Duty } from '../api/shapes.ts';
import { dutyGaps, type Span } from '../duty/duty-gaps.ts';
import { RemoveButton } from '../form/remove-button.tsx';
import { Icon } from '../shell/icon.tsx';
import styles from './duty-page.module.css';

const NEEDED = ['supervisor', 'operator'] as const;

export interface DutyDayProps {
  span: Span;
  /** IANA name */
  zone: string;
  roster: readonly Duty[];
  /** whether an alarm of this area would find them; those of areas below are only shown */
  calls: (userId: string) => boolean;
  onRemoved: (said: string) => void;
}

/** One day: when nobody is on first, then who is. */
export function DutyDay({ span, zone, roster, calls, onRemoved }: DutyDayProps) {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    timeZone: zone,
  });
  const clock = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  const say = ({ from, to }: Span) =>
    from <= span.from && to >= span.to
      ? t('admin.duty.allDay')
      : `${clock.format(Math.max(from, span.from))}–${to >= span.to ? '24:00' : clock.format(to)}`;
  const gaps = NEEDED.map((role) => ({
    role,
    spans: dutyGaps(
      roster.filter(({ userId, roles }) => roles.includes(role) && calls(userId)),
      span,
    ),
  })).filter(({ spans }) => spans.length > 0);
  const today = roster
    .filter(({ startsAt, endsAt }) => Date.parse(startsAt) < span.to && Date.parse(endsAt) > span.from)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  return (
    <li className={styles.day}>
      <h3 className={styles.dayTitle}>{day.format(span.from)}</h3>
      {gaps.map(({ role, spans }) => (
        <p key={role} className={styles.gap} data-gap={role}>
          <Icon name="warning" size={16} />
          <span>
            {t(`admin.duty.gap.${role}`)}{' '}
            <span className={styles.when}>{spans.map(say).join(t('dryRun.comma'))}</span>
          </span>
        </p>
      ))}
      <ul className={styles.people}>
        {today.map((duty) => (
          <li key={duty.id} className={styles.person}>
            <div>
              <p className={styles.when}>
                {say({ from: Date.parse(duty.startsAt), to: Date.parse(duty.endsAt) })}
              </p>
              <p>
                <strong>{duty.userName}</strong>{' '}
                <span className={styles.dim}>
                  {duty.roles
                    .filter((role) => role !== 'family')
                    .map((role) => t(`role.${role}`))
                    .join(t('dryRun.comma'))}
                  {!calls(duty.userId) && ` · ${t('admin.duty.below')}`}
                </span>
              </p>
            </div>
            <RemoveButton
              item={duty}
              name={duty.userName}
              send={({ id }) => request(`/duties/${id}`, { method: 'DELETE' })}
              changes={[['duties'], ['duty']]}
              goes={t('admin.duty.goes')}
              onRemoved={onRemoved}
            />
          </li>
        ))}
      </ul>
    </li>
  );
}
