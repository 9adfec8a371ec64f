import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AddForm } from './add-form.tsx';

export function AddResident({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  return (
    <AddForm
      title={t('homes.add.resident')}
      path={`/homes/${homeId}/residents`}
      changes={['home', homeId]}
      toBody={({ livesAlone, conditions, ...fields }) => ({
        ...fields,
        livesAlone: livesAlone !== undefined,
        conditions: (conditions ?? '')
          .split(/[,，、]/)
          .map((condition) => condition.trim())
          .filter((condition) => condition !== ''),
      })}
    >
      <TextInput name="name" label={t('homes.add.name')} required />
      <TextInput name="birthDate" type="date" label={t('homes.add.birthDate')} />
      <TextInput name="phone" type="tel" label={t('homes.add.phone')} />
      <TextInput name="conditions" label={t('homes.add.conditions')} />
      <Checkbox name="livesAlone" size="lg" label={t('homes.add.livesAlone')} defaultChecked />
    </AddForm>
  );
}
