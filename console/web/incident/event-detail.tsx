import { useTranslation } from 'react-i18next';
import type { IncidentEvent } from '../../../contracts/incident.ts';
import { checklist } from '../i18n/en/checklist.ts';
import type { Device } from '../api/shapes.ts';
import styles from './event-list.module.css';

export interface EventDetailProps {
  event: IncidentEvent;
  /** by id; undefined while they are not known: then nothing is said of a room that is missing */
  devices: ReadonlyMap<string, Device> | undefined;
}

/** Where from and why, for an alarm; who and what was said, for an action. */
export function EventDetail({ event, devices }: EventDetailProps) {
  const { t } = useTranslation();
  const device = devices?.get(event.deviceId ?? '');
  const room = event.room ?? device?.room ?? (devices && t('incident.noRoom'));
  return (
    <>
      {event.deviceId !== undefined && (
        <p className={styles.detail}>
          {room !== undefined && `${room} · `}
          {device ? t(`kind.${device.kind}`) : t('incident.device')}
          {event.cause && (
            <code className={styles.cause}>
              {event.cause.property} = {String(event.cause.value)}
            </code>
          )}
        </p>
      )}
      {event.escalation && (
        <p className={styles.detail}>
          {t(event.escalation.called === 0 ? 'incident.escalatedNobody' : 'incident.escalated', {
            round: event.escalation.round + 1,
            count: event.escalation.called,
          })}
        </p>
      )}
      {event.by !== undefined && (
        <p className={styles.detail}>
          {event.by === 'system'
            ? t('incident.system')
            : t(event.type === 'lease_expired' ? 'incident.letGo' : 'incident.by', {
                name: event.byName ?? event.by,
              })}
          {event.disposition && ` · ${t(`disposition.${event.disposition}`)}`}
          {event.via && ` · ${t(`incident.via.${event.via}`)}`}
        </p>
      )}
      {event.call && (
        <p className={styles.condition}>
          {t('incident.callMade', {
            name: event.call.callee.name,
            result: t(`calls.result.${event.call.result}`),
          })}
        </p>
      )}
      {isItem(event.item) && <p>{t(`checklist.item.${event.item}`)}</p>}
      {event.dispatch && (
        <p className={styles.condition}>
          {t('incident.sentTo', { name: event.dispatch.to.name })} ·{' '}
          {t('order.number', { number: event.dispatch.number })}
        </p>
      )}
      {event.condition && <p className={styles.condition}>{t(`incident.condition.${event.condition}`)}</p>}
      {event.text !== undefined && <p className={styles.text}>{event.text}</p>}
    </>
  );
}

function isItem(item: string | undefined): item is keyof typeof checklist.item {
  return item !== undefined && Object.hasOwn(checklist.item, item);
}
