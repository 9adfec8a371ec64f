import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAreas } from '../homes/use-areas.ts';

export interface AreaSelectProps {
  value: string | undefined;
  onChange: (areaId: string | undefined) => void;
  /** what stands for no choice */
  all: string;
}

export function AreaSelect({ value, onChange, all }: AreaSelectProps) {
  const { t } = useTranslation();
  const areas = useAreas();
  return (
    <NativeSelect
      size="lg"
      label={t('supervisor.area')}
      value={value ?? ''}
      onChange={(event) => {
        onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value);
      }}
      data={[{ value: '', label: all }, ...areas.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}
