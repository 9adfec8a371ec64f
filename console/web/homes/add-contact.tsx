import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Relation } from '../../../contracts/people.ts';
import { AddForm } from './add-form.tsx';

const RELATIONS: readonly Relation[] = ['family', 'neighbour', 'grid_worker', 'key_holder', 'volunteer'];

export function AddContact({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  return (
    <AddForm
      title={t('homes.add.contact')}
      path={`/homes/${homeId}/contacts`}
      changes={['home', homeId]}
      toBody={({ order, ...fields }) => ({ ...fields, ...(order !== undefined && { order: Number(order) }) })}
    >
      <TextInput name="name" label={t('homes.add.name')} required />
      <NativeSelect
        name="relation"
        label={t('homes.add.relation')}
        data={RELATIONS.map((value) => ({ value, label: t(`relation.${value}`) }))}
      />
      <TextInput name="phone" type="tel" label={t('homes.add.phone')} />
      <TextInput name="order" type="number" min={1} label={t('homes.add.order')} />
    </AddForm>
  );
}
