import { useTranslation } from 'react-i18next';
import { useAreasQuery } from '../homes/use-areas.ts';
import { useUser } from '../session/session-context.ts';

/**
 * Why this reader may look at what belongs to an area (or, without one, to the whole platform) but not change it;
 * undefined where they may. The server decides again.
 */
export function useReadOnlyPlace(): (areaId: string | undefined) => string | undefined {
  const { t } = useTranslation();
  const isAdmin = useUser().roles.includes('admin');
  const areas = useAreasQuery().data;
  return (areaId) => {
    if (isAdmin) return undefined;
    if (areaId === undefined) return t('admin.readOnly.platform');
    if (areas === undefined) return '';
    return areas.some(({ id }) => id === areaId) ? undefined : t('admin.readOnly.elsewhere');
  };
}
