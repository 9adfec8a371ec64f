import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AddForm } from './add-form.tsx';
import { useAreas } from './use-areas.ts';

export function AddArea() {
  const { t } = useTranslation();
  const areas = useAreas();
  return (
    <AddForm title={t('homes.add.area')} path="/areas" changes={['areas']} toBody={(fields) => fields}>
      <TextInput name="name" label={t('homes.add.name')} required />
      <NativeSelect
        name="parentId"
        label={t('homes.add.parent')}
        data={[
          { value: '', label: t('homes.add.parentNone') },
          ...areas.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </AddForm>
  );
}
