import { useTranslation } from 'react-i18next';
import type { Resident } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { ageAt } from '../format/age-at.ts';
import { CallLink } from '../calls/call-link.tsx';
import styles from './person-list.module.css';

/** Who lives there, and what a helper must know before the door opens. */
export function ResidentList({ residents }: { residents: Resident[] | undefined }) {
  const { t } = useTranslation();
  const now = useNow();
  if (!residents) return <p>{t('app.loading')}</p>;
  if (residents.length === 0) return <p>{t('incident.noResidents')}</p>;
  return (
    <ul className={styles.list}>
      {residents.map((resident) => {
        const age = resident.birthDate ? ageAt(resident.birthDate, now) : undefined;
        return (
          <li key={resident.id} className={styles.person}>
            <div>
              <p className={styles.name}>{resident.name}</p>
              <p className={styles.facts}>
                {age !== undefined && <span>{t('incident.age', { age })}</span>}
                {resident.livesAlone === true && <span>{t('incident.livesAlone')}</span>}
                {resident.mobility && <span>{t(`incident.mobility.${resident.mobility}`)}</span>}
                {resident.language && <span>{t('incident.speaks', { language: resident.language })}</span>}
              </p>
              {resident.conditions !== undefined && resident.conditions.length > 0 && (
                <ul className={styles.conditions}>
                  {resident.conditions.map((condition) => (
                    <li key={condition}>{condition}</li>
                  ))}
                </ul>
              )}
            </div>
            <CallLink name={resident.name} phone={resident.phone} />
            {resident.notes && <p className={styles.notes}>{resident.notes}</p>}
          </li>
        );
      })}
    </ul>
  );
}
