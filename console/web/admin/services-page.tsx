import { useTranslation } from 'react-i18next';
import { SERVICE_KINDS, type OutsideService } from '../../../contracts/outside-service.ts';
import { request } from '../api/request.ts';
import { HistoryLink } from '../audit/history-link.tsx';
import { AreaField } from '../form/area-field.tsx';
import { EntityTable, type Close } from '../form/entity-table.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useOpened } from '../form/use-opened.ts';
import { usePages } from '../form/use-pages.ts';
import { useUser } from '../session/session-context.ts';
import { AdminPage } from './admin-page.tsx';
import { useReadOnlyPlace } from './use-read-only-place.ts';

const KEY = ['services'];

export function ServicesPage() {
  const { t } = useTranslation();
  const readOnly = useReadOnlyPlace();
  const services = usePages<OutsideService>(KEY, '/services');
  const opened = useOpened(KEY, '/services', services);
  return (
    <AdminPage title={t('admin.services.title')} hint={t('admin.services.hint')}>
      <EntityTable<OutsideService>
        {...services}
        {...opened}
        label={t('admin.services.title')}
        none={t('admin.services.none')}
        failed={t('admin.services.failed')}
        nameOf={({ name }) => name}
        columns={[
          { label: t('homes.add.name'), cell: ({ name }) => name },
          { label: t('homes.add.kind'), cell: ({ kind }) => t(`admin.services.kind.${kind}`) },
          { label: t('homes.add.phone'), cell: ({ phone }) => phone },
          { label: t('admin.services.serves'), cell: ({ areaName }) => areaName ?? t('admin.everywhere') },
        ]}
        adder={{ word: t('admin.services.add'), form: (close) => <ServiceForm close={close} /> }}
        readOnly={({ areaId }) => readOnly(areaId)}
        editor={(service, close) => (
          <>
            <ServiceForm service={service} close={close} />
            <HistoryLink of={{ subject: `service:${service.id}` }} />
          </>
        )}
        remove={{
          send: ({ id }) => request(`/services/${id}`, { method: 'DELETE' }),
          changes: [KEY],
          goes: t('admin.services.goes'),
        }}
      />
    </AdminPage>
  );
}

function ServiceForm({ service, close }: { service?: OutsideService; close: Close }) {
  const { t } = useTranslation();
  const isAdmin = useUser().roles.includes('admin');
  return (
    <RecordForm<OutsideService>
      label={service?.name ?? t('admin.services.add')}
      takesFocus
      changes={[KEY]}
      send={({ kind, name, phone, areaId = null }) =>
        service
          ? request(`/services/${service.id}`, { method: 'PATCH', body: { kind, name, phone, areaId } })
          : request('/services', { method: 'POST', body: { kind, name, phone, areaId } })
      }
      save={service ? t('form.save') : t('form.add')}
      onClose={close}
      onSaved={({ name }) => {
        close(t(service ? 'form.changed' : 'form.added', { name }));
      }}
    >
      <SelectField
        name="kind"
        label={t('homes.add.kind')}
        value={service?.kind}
        options={SERVICE_KINDS.map((value) => ({ value, label: t(`admin.services.kind.${value}`) }))}
      />
      <TextField name="name" label={t('homes.add.name')} required maxLength={200} value={service?.name} />
      <TextField
        name="phone"
        type="tel"
        label={t('homes.add.phone')}
        hint={t('admin.services.phoneHint')}
        pattern="\+?[\d\s().\-]{3,30}"
        remedy={t('form.problem.phone')}
        required
        value={service?.phone}
      />
      <AreaField
        name="areaId"
        label={t('admin.services.serves')}
        hint={t('admin.services.servesHint')}
        value={service?.areaId}
        none={isAdmin ? t('admin.everywhere') : undefined}
      />
    </RecordForm>
  );
}
