import { useTranslation } from 'react-i18next';
import type { Contact } from '../api/shapes.ts';
import { CallLink } from '../calls/call-link.tsx';
import styles from './person-list.module.css';

/** Whom to call, in the order agreed with the family. */
export function ContactList({ contacts }: { contacts: Contact[] | undefined }) {
  const { t } = useTranslation();
  if (!contacts) return <p>{t('app.loading')}</p>;
  if (contacts.length === 0) return <p>{t('incident.noContacts')}</p>;
  return (
    <ol className={styles.list}>
      {contacts.map((contact, index) => (
        <li key={contact.id} className={styles.person}>
          <div>
            <p className={styles.name}>
              <span className={styles.order}>{index + 1}</span> {contact.name}
            </p>
            <p className={styles.facts}>
              <span>{t(`relation.${contact.relation}`)}</span>
              {contact.quietHours && <span>{t('incident.quiet', contact.quietHours)}</span>}
            </p>
          </div>
          <CallLink name={contact.name} phone={contact.phone} />
        </li>
      ))}
    </ol>
  );
}
