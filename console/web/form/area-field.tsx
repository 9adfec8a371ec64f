import { useTranslation } from 'react-i18next';
import { orderAreas } from '../map/order-areas.ts';
import { useAreas } from '../homes/use-areas.ts';
import { SelectField } from './select-field.tsx';

export interface AreaFieldProps {
  name: string;
  label: string;
  hint?: string | undefined;
  value?: string | undefined;
  /** what choosing none means; without it one must be chosen */
  none?: string | undefined;
  /** neither this one nor what lies below it */
  except?: string | undefined;
  onChange?: (areaId: string) => void;
}

/** One of the areas, as a tree. */
export function AreaField({ none, except, value, ...rest }: AreaFieldProps) {
  const { t, i18n } = useTranslation();
  const areas = useAreas();
  const options = orderAreas(areas, i18n.language)
    .filter(({ area }) => except === undefined || !area.path.includes(except))
    .map(({ area, depth }) => ({ value: area.id, label: `${'\u2003'.repeat(depth)}${area.name}` }));
  return (
    <SelectField
      // Anew when the areas are there: a default that came too early would choose nothing.
      key={areas.length}
      {...rest}
      value={value ?? ''}
      required={none === undefined}
      options={[{ value: '', label: none ?? t('form.choose') }, ...options]}
    />
  );
}
