import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { Incident } from '../../../contracts/incident.ts';
import { dialOnPhone } from '../calls/dial.ts';
import { useDigits } from '../calls/use-digits.ts';
import { usePeopleToCall } from '../calls/use-people-to-call.ts';
import { useNow } from '../clock/use-now.ts';
import { useContacts, useHome, useResidents } from '../homes/home-queries.ts';
import { useUser } from '../session/session-context.ts';
import { ActionBar } from './action-bar.tsx';
import { HomePart } from './home-part.tsx';
import { IncidentHead } from './incident-head.tsx';
import styles from './incident-panel.module.css';
import { nextAction } from './next-action.ts';
import { usePanelLayout } from './use-panel-layout.ts';
import { useViewers } from './use-viewers.ts';
import { ACTING, NO_FORM, type WorkForm } from './work-form.ts';
import { WorkPart } from './work-part.tsx';

/** Everything for one call on one screen: who, where, what to do next, whom to call, what happened; and the home. */
export function IncidentPanel({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const user = useUser();
  const now = useNow();
  const layout = usePanelLayout();
  const [form, setForm] = useState<WorkForm>(NO_FORM);
  const callables = usePeopleToCall(incident);
  const viewers = useViewers(incident.id, ACTING[form.kind]);
  const timeZone = useHome(incident.homeId).data?.timezone;
  const residents = useResidents(incident.homeId).data;
  const contacts = useContacts(incident.homeId).data;
  const { people } = callables;
  const next = nextAction({ incident, user, people: people ?? callables.missing, now });
  const names = incident.residents.length > 0 ? incident.residents.join('、') : t('queue.unknownResident');
  const family = next.kind === 'follow' || user.roles.every((role) => role === 'family');

  function onCall(who: CalleeEntry): void {
    setForm({ kind: 'call', who });
  }
  useDigits((digit) => {
    const who = people?.[digit - 1];
    // A key pressed while a form is open is meant for the form.
    if (who?.phone === undefined || (form.kind !== 'none' && form.kind !== 'call')) return;
    onCall(who);
  });

  const work = (
    <WorkPart incident={incident} callables={callables} next={next} family={family} onCall={onCall} />
  );
  const home = <HomePart incident={incident} callables={callables} family={family} />;
  return (
    <article
      className={styles.panel}
      aria-label={`${t('incident.region')}: ${t(`type.${incident.type}`)}, ${names}`}
      data-state={incident.state}
      data-layout={layout}
    >
      <div className={styles.incident}>
        <IncidentHead
          incident={incident}
          names={names}
          residents={residents}
          contacts={contacts}
          viewers={viewers}
          timeZone={timeZone}
        />
        <ActionBar
          incident={incident}
          next={next}
          callables={callables}
          form={form}
          onForm={setForm}
          onCall={(who) => {
            dialOnPhone(who.phone);
            onCall(who);
          }}
        />
        {layout === 'tab' ? (
          <Tabs defaultValue="incident" keepMounted={false} classNames={{ tab: styles.tab }}>
            <Tabs.List aria-label={t('incident.tabs')}>
              <Tabs.Tab value="incident">{t('incident.incidentTab')}</Tabs.Tab>
              <Tabs.Tab value="home">{t('incident.homeTab')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="incident">{work}</Tabs.Panel>
            <Tabs.Panel value="home">{home}</Tabs.Panel>
          </Tabs>
        ) : (
          work
        )}
        {layout === 'below' && home}
      </div>
      {layout === 'beside' && home}
    </article>
  );
}
