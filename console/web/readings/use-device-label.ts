import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../api/shapes.ts';

/** A device as people call it: its room and what it is. */
export function useDeviceLabel(devices: Device[] | undefined): (deviceId: string) => string {
  const { t } = useTranslation();
  const byId = useMemo(() => new Map(devices?.map((device) => [device.id, device])), [devices]);
  return useCallback(
    (deviceId) => {
      const device = byId.get(deviceId);
      if (!device) return t('incident.device');
      const kind = t(`kind.${device.kind}`);
      return device.room ? `${device.room} · ${kind}` : kind;
    },
    [byId, t],
  );
}
