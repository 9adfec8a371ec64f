import { useTranslation } from 'react-i18next';
import { Disclosure } from '../form/disclosure.tsx';
import type { Device } from '../api/shapes.ts';
import { DeviceForm } from './device-form.tsx';

export function AddDevice({ homeId, devices }: { homeId: string; devices: Device[] | undefined }) {
  const { t } = useTranslation();
  return (
    <Disclosure title={t('homes.add.device')}>
      <DeviceForm homeId={homeId} devices={devices} />
    </Disclosure>
  );
}
