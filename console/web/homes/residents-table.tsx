import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import type { Resident } from '../api/shapes.ts';
import { EntityTable } from '../form/entity-table.tsx';
import { useResidents } from './home-queries.ts';
import { ResidentForm } from './resident-form.tsx';

/** Who lives there, to be changed. */
export function ResidentsTable({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  const residents = useResidents(homeId);
  return (
    <EntityTable<Resident>
      label={t('homes.residents')}
      items={residents.data}
      error={residents.error}
      failed={t('homes.failed')}
      none={t('homes.noResidents')}
      nameOf={({ name }) => name}
      columns={[
        { label: t('homes.add.name'), cell: ({ name }) => name },
        { label: t('homes.add.birthDate'), cell: ({ birthDate }) => birthDate },
        { label: t('homes.add.phone'), cell: ({ phone }) => phone },
        {
          label: t('homes.add.conditions'),
          cell: ({ livesAlone, mobility, conditions }) =>
            [
              ...(livesAlone ? [t('homes.add.livesAlone')] : []),
              ...(mobility ? [t(`incident.mobility.${mobility}`)] : []),
              ...conditions,
            ].join(t('dryRun.comma')),
        },
      ]}
      adder={{
        word: t('homes.add.resident'),
        form: (close) => <ResidentForm homeId={homeId} close={close} />,
      }}
      editor={(resident, close) => <ResidentForm homeId={homeId} resident={resident} close={close} />}
      remove={{
        send: ({ id }) => request(`/homes/${homeId}/residents/${id}`, { method: 'DELETE' }),
        changes: [['home', homeId]],
        goes: t('homes.goes.resident'),
      }}
    />
  );
}
