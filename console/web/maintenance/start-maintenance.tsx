import { useTranslation } from 'react-i18next';
import type { Device } from '../api/shapes.ts';
import { Disclosure } from '../form/disclosure.tsx';
import { MaintenanceForm } from './maintenance-form.tsx';

export interface StartMaintenanceProps {
  homeId: string;
  devices: Device[] | undefined;
}

/** Starts a test or maintenance for the home or one device. */
export function StartMaintenance({ homeId, devices }: StartMaintenanceProps) {
  const { t } = useTranslation();
  return (
    <Disclosure title={t('maintenance.start')}>
      <MaintenanceForm homeId={homeId} devices={devices ?? []} />
    </Disclosure>
  );
}
