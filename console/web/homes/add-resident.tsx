import { useTranslation } from 'react-i18next';
import { Disclosure } from '../form/disclosure.tsx';
import { ResidentForm } from './resident-form.tsx';

export function AddResident({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  return (
    <Disclosure title={t('homes.add.resident')}>
      <ResidentForm homeId={homeId} />
    </Disclosure>
  );
}
