import { useTranslation } from 'react-i18next';
import { Disclosure } from '../form/disclosure.tsx';
import { ContactForm } from './contact-form.tsx';

export function AddContact({ homeId }: { homeId: string }) {
  const { t } = useTranslation();
  return (
    <Disclosure title={t('homes.add.contact')}>
      <ContactForm homeId={homeId} />
    </Disclosure>
  );
}
