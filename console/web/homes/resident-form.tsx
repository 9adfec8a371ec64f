import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MOBILITIES } from '../../../contracts/home.ts';
import { request } from '../api/request.ts';
import type { Resident } from '../api/shapes.ts';
import type { Close } from '../form/entity-table.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { residentBody } from './resident-body.ts';

export interface ResidentFormProps {
  homeId: string;
  /** who is changed; a new one without */
  resident?: Resident;
  /** without it the form stays and is empty again */
  close?: Close;
}

/** Who lives there, and what helpers must know. */
export function ResidentForm({ homeId, resident, close }: ResidentFormProps) {
  const { t } = useTranslation();
  const path = `/homes/${homeId}/residents`;
  return (
    <RecordForm<Resident>
      label={resident?.name ?? t('homes.add.resident')}
      takesFocus={close !== undefined}
      changes={[
        ['home', homeId],
        ['homes', 'pages'],
      ]}
      send={(fields) =>
        resident
          ? request(`${path}/${resident.id}`, { method: 'PATCH', body: residentBody(fields) })
          : request(path, { method: 'POST', body: residentBody(fields) })
      }
      save={resident ? t('form.save') : t('form.add')}
      {...(close
        ? {
            onClose: close,
            onSaved: ({ name }) => {
              close(t(resident ? 'form.changed' : 'form.added', { name }));
            },
          }
        : { saved: t('homes.add.saved') })}
    >
      <TextField name="name" label={t('homes.add.name')} required maxLength={200} value={resident?.name} />
      <TextField
        name="birthDate"
        type="date"
        label={t('homes.add.birthDate')}
        value={resident?.birthDate}
        max={new Date().toISOString().slice(0, 10)}
      />
      <TextField
        name="phone"
        type="tel"
        maxLength={200}
        label={t('homes.add.phone')}
        value={resident?.phone}
      />
      <SelectField
        name="mobility"
        label={t('homes.add.mobility')}
        value={resident?.mobility ?? ''}
        options={[
          { value: '', label: t('homes.add.unknown') },
          ...MOBILITIES.map((value) => ({ value, label: t(`incident.mobility.${value}`) })),
        ]}
      />
      <TextField
        name="language"
        maxLength={200}
        label={t('homes.add.speaks')}
        hint={t('homes.add.speaksHint')}
        value={resident?.language}
      />
      <TextField
        name="conditions"
        label={t('homes.add.conditions')}
        hint={t('homes.add.conditionsHint')}
        value={resident?.conditions.join(t('dryRun.comma'))}
      />
      <TextField
        name="notes"
        rows={3}
        maxLength={2000}
        label={t('homes.add.notes')}
        value={resident?.notes}
      />
      <Checkbox
        name="livesAlone"
        size="lg"
        label={t('homes.add.livesAlone')}
        defaultChecked={resident?.livesAlone ?? true}
      />
    </RecordForm>
  );
}
