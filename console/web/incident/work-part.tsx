import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { Incident } from '../../../contracts/incident.ts';
import { CallList } from '../calls/call-list.tsx';
import { callsMade } from '../calls/calls-made.ts';
import { PhoneList } from '../calls/phone-list.tsx';
import type { Callables } from '../calls/use-people-to-call.ts';
import { useDevices, useHome } from '../homes/home-queries.ts';
import { Checklist } from './checklist.tsx';
import { EventList } from './event-list.tsx';
import styles from './incident-panel.module.css';
import { OrderList } from './order-list.tsx';
import type { NextAction } from './next-action.ts';

export interface WorkPartProps {
  incident: Incident;
  callables: Callables;
  next: NextAction;
  family: boolean;
  onCall: (person: CalleeEntry) => void;
}

/** What is being done: the checklist, whom to ring, who was told, and what happened, in order. */
export function WorkPart({ incident, callables, next, family, onCall }: WorkPartProps) {
  const { t } = useTranslation();
  const timeZone = useHome(incident.homeId).data?.timezone;
  const devices = useDevices(incident.homeId);
  const { events } = incident;
  const made = useMemo(() => callsMade({ events }), [events]);
  const sent = events.filter(({ dispatch }) => dispatch !== undefined).length;
  return (
    <div className={styles.columns}>
      {!family && (
        <div className={styles.column}>
          <section className={styles.card}>
            <h3 className={styles.cardTitle}>{t('calls.list')}</h3>
            <PhoneList
              {...callables}
              made={made}
              next={next.kind === 'call' ? next.who : undefined}
              timeZone={timeZone}
              onCall={onCall}
            />
          </section>
          <section className={styles.card} data-late>
            <h3 className={styles.cardTitle}>{t('calls.title')}</h3>
            <CallList incident={incident} timeZone={timeZone} />
          </section>
        </div>
      )}
      <div className={styles.column}>
        {!family && sent > 0 && <OrderList incident={incident} sent={sent} />}
        {!family && <Checklist incident={incident} people={callables.people} timeZone={timeZone} />}
        <section className={styles.card}>
          <h3 className={styles.cardTitle}>{t('incident.history')}</h3>
          <EventList incident={incident} devices={devices.data} timeZone={timeZone} />
        </section>
      </div>
    </div>
  );
}
