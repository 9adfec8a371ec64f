import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lane } from './lanes-of.ts';

/** A lane as people call it: the room, and what the device is where it has the lane alone. */
export function useLaneLabel(): (lane: Lane) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ kind, room, device, name }) => {
      if (kind === 'alarms') return t('readings.alarms');
      const what = device && t(`kind.${device}`);
      return [room ?? name ?? (what ? undefined : t('incident.noRoom')), what].filter(Boolean).join(' · ');
    },
    [t],
  );
}
