import { MultiSelect } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { request } from '../api/request.ts';
import type { Home } from '../api/shapes.ts';
import { useFieldError, useTouch } from './form-context.ts';
import { usePages } from './use-pages.ts';
import { FIELD_ORDER } from './field-order.ts';

export interface HomesFieldProps {
  name: string;
  label: string;
  hint: string;
  values?: readonly string[];
  max?: number;
  /** only those of this area and below */
  areaId?: string | undefined;
  required?: boolean;
  onChange?: (homeIds: string[]) => void;
}

/** Any of the homes, found by address or resident; the form gets their ids with commas between them. */
export function HomesField({
  name,
  label,
  hint,
  values = [],
  max,
  areaId = '',
  required,
  onChange,
}: HomesFieldProps) {
  const error = useFieldError(name);
  const touch = useTouch();
  const [find, setFind] = useState('');
  const q = useDeferredValue(find.trim());
  const [chosen, setChosen] = useState<string[]>([...values]);
  const found = usePages<Home>(['homes'], '/homes', { q, areaId, limit: '20' }).items ?? [];
  const known = useQueries({
    queries: chosen.map((id) => ({
      queryKey: ['home', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => request<Home>(`/homes/${id}`, { signal }),
      staleTime: 60_000,
    })),
  }).flatMap(({ data }) => (data ? [data] : []));
  const labels = new Map([...known, ...found].map((home) => [home.id, `${home.address} · ${home.areaName}`]));
  for (const id of chosen) if (!labels.has(id)) labels.set(id, id);
  return (
    <MultiSelect
      size="md"
      inputWrapperOrder={[...FIELD_ORDER]}
      name={name}
      data-field={name}
      label={label}
      description={hint}
      error={error}
      searchable
      withAsterisk={required ?? false}
      hidePickedOptions
      {...(max !== undefined && { maxValues: max })}
      value={chosen}
      onChange={(ids) => {
        setChosen(ids);
        setFind('');
        touch();
        onChange?.(ids);
      }}
      searchValue={find}
      onSearchChange={setFind}
      // The platform has looked already, also in names of residents, which the labels do not show.
      filter={({ options }) => options}
      data={[...labels].map(([value, text]) => ({ value, label: text }))}
    />
  );
}
