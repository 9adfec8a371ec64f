import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AddForm } from './add-form.tsx';
import { useAreas } from './use-areas.ts';

export function AddHome() {
  const { t } = useTranslation();
  const areas = useAreas();
  return (
    <AddForm title={t('homes.add.home')} path="/homes" changes={['homes']} toBody={(fields) => fields}>
      <NativeSelect
        name="areaId"
        label={t('homes.area')}
        required
        data={areas.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextInput name="address" label={t('homes.address')} required />
    </AddForm>
  );
}
