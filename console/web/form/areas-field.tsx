import { MultiSelect } from '@mantine/core';
import { orderAreas } from '../map/order-areas.ts';
import { useTranslation } from 'react-i18next';
import { useAreas } from '../homes/use-areas.ts';
import { useFieldError, useTouch } from './form-context.ts';
import { FIELD_ORDER } from './field-order.ts';

export interface AreasFieldProps {
  name: string;
  label: string;
  hint: string;
  values: readonly string[];
}

/** Any of the areas; the form gets their ids with commas between them. */
export function AreasField({ name, label, hint, values }: AreasFieldProps) {
  const error = useFieldError(name);
  const touch = useTouch();
  const { i18n } = useTranslation();
  const areas = useAreas();
  const tree = orderAreas(areas, i18n.language);
  const parentOf = (id: string | undefined) => areas.find((each) => each.id === id)?.name;
  return (
    <MultiSelect
      key={tree.length}
      size="md"
      inputWrapperOrder={[...FIELD_ORDER]}
      name={name}
      data-field={name}
      label={label}
      description={hint}
      error={error}
      searchable
      hidePickedOptions
      onChange={touch}
      defaultValue={[...values]}
      data={tree.map(({ area }) => ({
        value: area.id,
        label: [parentOf(area.parentId), area.name].filter(Boolean).join(' › '),
      }))}
    />
  );
}
