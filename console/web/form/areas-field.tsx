import { MultiSelect } from '@mantine/core';
import { areaTree } from '../admin/area-tree.ts';
import { useAreas } from '../homes/use-areas.ts';
import { useFieldError, useTouch } from './form-context.ts';

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
  const tree = areaTree(useAreas());
  return (
    <MultiSelect
      key={tree.length}
      size="md"
      name={name}
      data-field={name}
      label={label}
      description={hint}
      error={error}
      searchable
      hidePickedOptions
      onChange={touch}
      defaultValue={[...values]}
      data={tree.map(({ area, depth }) => ({
        value: area.id,
        label: `${'\u2003'.repeat(depth)}${area.name}`,
      }))}
    />
  );
}
