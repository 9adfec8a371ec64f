import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dispatch } from '../../../contracts/dispatch.ts';
import { useCalleeWord } from '../calls/use-callee-word.ts';
import { useNow } from '../clock/use-now.ts';
import { ageAt } from '../format/age-at.ts';
import { formatTime } from '../format/format-time.ts';
import { PrioritySign } from '../queue/priority-sign.tsx';
import { CallLink } from '../calls/call-link.tsx';
import { OrderDone } from './order-done.tsx';
import styles from './order-page.module.css';

/** One order in the order in which it is read out: where, what, how to get in, who, what to do. */
export function OrderSheet({ dispatch }: { dispatch: Dispatch }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const word = useCalleeWord();
  const { to, home, incident, residents } = dispatch;
  // Paper is read on other days: the day is always written.
  const time = (at: string) => formatTime(Date.parse(at), 0, i18n.language, home.timezone);
  const { location, keyHolder } = home;
  return (
    <article className={styles.sheet} data-testid="order">
      <header className={styles.head}>
        <PrioritySign priority={incident.priority} />
        <div>
          <h2 className={styles.number}>{t('order.number', { number: dispatch.number })}</h2>
          <p className={styles.what}>{t(`type.${incident.type}`)}</p>
        </div>
        <OrderDone dispatch={dispatch} />
      </header>
      <dl className={styles.facts}>
        <Fact label={t('order.to')}>
          <strong>{to.name}</strong> {to.service && word({ kind: 'service', person: to.service })}{' '}
          {to.phone !== undefined && <CallLink name={to.name} phone={to.phone} />}
        </Fact>
        <Fact label={t('order.where')}>
          <strong className={styles.address}>{home.address}</strong> {home.areaName}
          {location && (
            <span className={styles.dim}>
              {' '}
              {t('order.location')} {location.lat.toFixed(5)}, {location.lng.toFixed(5)}
            </span>
          )}
        </Fact>
        <Fact label={t('order.access')}>{home.access ?? t('incident.noAccess')}</Fact>
        <Fact label={t('order.key')}>
          {keyHolder ? `${keyHolder.name} ${keyHolder.phone ?? ''}` : t('incident.noKeyHolder')}
        </Fact>
        <Fact label={t('order.who')}>
          {residents.map((resident) => (
            <p key={resident.name}>
              <strong>{resident.name}</strong>{' '}
              {[
                resident.birthDate !== undefined &&
                  t('incident.age', { age: ageAt(resident.birthDate, now) }),
                resident.livesAlone && t('incident.livesAlone'),
                resident.mobility && t(`incident.mobility.${resident.mobility}`),
                resident.language !== undefined && t('incident.speaks', { language: resident.language }),
                resident.phone,
                resident.conditions && t('order.illnesses', { list: resident.conditions.join('、') }),
              ]
                .filter((fact) => typeof fact === 'string')
                .join(' · ')}
            </p>
          ))}
        </Fact>
        <Fact label={t('order.alarms')}>
          {incident.alarms.map(({ type, room, at }) => (
            <p key={`${type} ${at}`}>
              {t('order.alarm', {
                time: time(at),
                type: t(`type.${type}`),
                room: room ?? t('incident.noRoom'),
              })}
            </p>
          ))}
        </Fact>
        {dispatch.instructions !== undefined && (
          <Fact label={t('order.instructions')}>
            <span className={styles.text}>{dispatch.instructions}</span>
          </Fact>
        )}
        <Fact label={t('order.sent')}>
          {t('order.sentBy', { time: time(dispatch.at), name: dispatch.byName })}
        </Fact>
        {dispatch.callback !== undefined && <Fact label={t('order.callback')}>{dispatch.callback}</Fact>}
      </dl>
      <p className={styles.report}>{t('order.outcome')}</p>
    </article>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
