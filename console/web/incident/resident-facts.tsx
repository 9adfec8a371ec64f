import { useTranslation } from 'react-i18next';
import type { Resident } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { ageAt } from '../format/age-at.ts';
import styles from './incident-head.module.css';

/** What one must know of a person before one rings them, in one line. */
export function ResidentFacts({ residents }: { residents: Resident[] | undefined }) {
  const { t } = useTranslation();
  const now = useNow();
  return residents?.map((resident) => {
    const facts = [
      residents.length > 1 && resident.name,
      resident.birthDate && t('incident.age', { age: ageAt(resident.birthDate, now) }),
      resident.livesAlone === true && t('incident.livesAlone'),
      resident.mobility && t(`incident.mobility.${resident.mobility}`),
      ...(resident.conditions ?? []),
    ].filter((fact) => typeof fact === 'string' && fact !== '');
    return (
      facts.length > 0 && (
        <p key={resident.id} className={styles.facts}>
          {facts.join(' · ')}
        </p>
      )
    );
  });
}
