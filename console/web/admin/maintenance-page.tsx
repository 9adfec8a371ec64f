import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maintenanceStateSchema, type MaintenanceState } from '../../../contracts/maintenance.ts';
import { request } from '../api/request.ts';
import type { Maintenance } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { AreaField } from '../form/area-field.tsx';
import { EntityTable, type Close } from '../form/entity-table.tsx';
import { HomesField } from '../form/homes-field.tsx';
import { SelectField } from '../form/select-field.tsx';
import { usePages } from '../form/use-pages.ts';
import { formatTime } from '../format/format-time.ts';
import { useDevices, useHome } from '../homes/home-queries.ts';
import { useAreas } from '../homes/use-areas.ts';
import { MaintenanceForm } from '../maintenance/maintenance-form.tsx';
import { useUser } from '../session/session-context.ts';
import { AdminPage } from './admin-page.tsx';
import styles from './admin-page.module.css';

const KEY = ['maintenance'];

/** What runs, what comes and what was. */
export function MaintenancePage() {
  const { t, i18n } = useTranslation();
  const me = useUser();
  const now = useNow();
  const [state, setState] = useState<MaintenanceState>('running');
  const list = usePages<Maintenance>(KEY, '/maintenance', { state });
  const leads = me.roles.some((role) => role === 'admin' || role === 'supervisor');
  const starts = leads || me.roles.includes('installer');
  const time = (at: string | undefined) =>
    at === undefined ? undefined : formatTime(Date.parse(at), now, i18n.language);
  return (
    <AdminPage title={t('admin.maintenance.title')} hint={t('admin.maintenance.hint')}>
      <div className={styles.filters}>
        <SelectField
          name="state"
          label={t('admin.maintenance.show')}
          value={state}
          options={maintenanceStateSchema.options.map((value) => ({
            value,
            label: t(`admin.maintenance.state.${value}`),
          }))}
          onChange={setState}
        />
      </div>
      <EntityTable<Maintenance>
        {...list}
        label={t('admin.maintenance.title')}
        none={t(`admin.maintenance.none.${state}`)}
        failed={t('maintenance.failed')}
        nameOf={({ reason }) => reason}
        columns={[
          { label: t('maintenance.scope'), cell: (each) => <Where maintenance={each} /> },
          { label: t('maintenance.mode'), cell: ({ mode }) => t(`maintenance.${mode}`) },
          { label: t('maintenance.reason'), cell: ({ reason, byName }) => `${reason} · ${byName}` },
          { label: t('maintenance.from'), cell: ({ startsAt }) => time(startsAt) },
          { label: t('maintenance.until'), cell: ({ endsAt, endedAt }) => time(endedAt ?? endsAt) },
        ]}
        adder={
          starts ? { word: t('maintenance.start'), form: (close) => <Start close={close} /> } : undefined
        }
        remove={
          starts && state !== 'ended'
            ? {
                word: t('maintenance.end'),
                title: t('admin.maintenance.endTitle'),
                done: t('admin.maintenance.ended'),
                send: ({ id }) => request(`/maintenance/${id}/end`, { method: 'POST', body: {} }),
                changes: [KEY, ['home']],
                goes: t('admin.maintenance.goes'),
                instead: ({ ownerId }) =>
                  leads || ownerId === me.id ? undefined : t('admin.maintenance.notYours'),
              }
            : undefined
        }
      />
    </AdminPage>
  );
}

/** The area, the home or the device, in words. */
function Where({ maintenance }: { maintenance: Maintenance }) {
  const { scope, scopeId, homeId, areaId } = maintenance;
  const { t } = useTranslation();
  const areas = useAreas();
  if (scope === 'area') {
    return areas.find(({ id }) => id === scopeId)?.name ?? t('maintenance.wholeArea');
  }
  const home = homeId ?? (scope === 'home' ? scopeId : undefined);
  if (home === undefined) return areaId ?? t('admin.maintenance.gone');
  return <WhichHome homeId={home} deviceId={scope === 'device' ? scopeId : undefined} />;
}

function WhichHome({ homeId, deviceId }: { homeId: string; deviceId: string | undefined }) {
  const { t } = useTranslation();
  const home = useHome(homeId);
  const device = useDevices(homeId).data?.find(({ id }) => id === deviceId);
  return (
    <>
      <Link to="/homes/$id" params={{ id: homeId }}>
        {home.data?.address ?? t('admin.maintenance.gone')}
      </Link>
      {deviceId !== undefined &&
        ` · ${device ? [t(`kind.${device.kind}`), device.room].filter(Boolean).join(' ') : t('maintenance.device')}`}
    </>
  );
}

/** Where, before what: a whole area is for who leads. */
function Start({ close }: { close: Close }) {
  const { t } = useTranslation();
  const { roles } = useUser();
  const leads = roles.some((role) => role === 'admin' || role === 'supervisor');
  const [place, setPlace] = useState<'area' | 'home'>('home');
  const [homeId, setHomeId] = useState<string>();
  return (
    <MaintenanceForm devices={undefined} close={close}>
      {leads && (
        <SelectField
          name="place"
          label={t('maintenance.scope')}
          options={[
            { value: 'home', label: t('admin.maintenance.oneHome') },
            { value: 'area', label: t('maintenance.wholeArea') },
          ]}
          onChange={setPlace}
        />
      )}
      {place === 'area' ? (
        <AreaField name="areaId" label={t('homes.area')} />
      ) : (
        <>
          <HomesField
            name="home"
            label={t('admin.maintenance.home')}
            hint={t('admin.maintenance.homeHint')}
            max={1}
            required
            onChange={([id]) => {
              setHomeId(id);
            }}
          />
          {homeId !== undefined && <DeviceOf key={homeId} homeId={homeId} />}
        </>
      )}
    </MaintenanceForm>
  );
}

function DeviceOf({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  const devices = useDevices(homeId).data ?? [];
  return (
    <SelectField
      name="device"
      label={t('maintenance.device')}
      options={[
        { value: '', label: t('maintenance.wholeHome') },
        ...devices.map(({ id, kind, room }) => ({ value: id, label: `${t(`kind.${kind}`)} ${room ?? id}` })),
      ]}
    />
  );
}
