import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { ServiceKind } from '../../../contracts/outside-service.ts';
import { telLink } from './dial.ts';
import styles from './phone-list.module.css';

/** The numbers that everybody in the country can ring, for where no service of the kind is registered. */
const PUBLIC_NUMBERS = [
  ['ambulance', '120'],
  ['fire', '119'],
  ['police', '110'],
] as const satisfies [ServiceKind, string][];

/** @param people the call list; while it is not known every number is there */
export function PublicNumbers({ people = [] }: { people: readonly CalleeEntry[] | undefined }) {
  const { t } = useTranslation();
  const unregistered = PUBLIC_NUMBERS.filter(
    ([kind]) => !people.some((person) => person.kind === 'service' && person.person === kind),
  );
  if (unregistered.length === 0) return null;
  return (
    <p className={styles.public}>
      <span>{t('calls.emergency')}</span>
      {unregistered.map(([kind, phone]) => (
        <a key={kind} href={telLink(phone)} className={styles.number}>
          {t(`calls.service.${kind}`)} <strong>{phone}</strong>
        </a>
      ))}
    </p>
  );
}
