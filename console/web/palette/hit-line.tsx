import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../../contracts/search.ts';
import { useNow } from '../clock/use-now.ts';
import { ageAt } from '../format/age-at.ts';
import { PrioritySign } from '../queue/priority-sign.tsx';
import styles from './palette.module.css';

/** Something found: what it is called, and what tells it from its namesakes. */
export function HitLine({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation();
  const now = useNow();
  const { title, incident, birthDate, relation, deviceKind, room, roles, phone, address, areaName } = hit;
  const age = birthDate === undefined ? undefined : ageAt(birthDate, now);
  const facts = [
    incident && t(`type.${incident.type}`),
    incident && t(`state.${incident.state}`),
    age !== undefined && t('palette.age', { count: age }),
    relation && t(`relation.${relation}`),
    deviceKind && t(`kind.${deviceKind}`),
    room,
    roles?.map((role) => t(`role.${role}`)).join(', '),
    phone,
    address,
    areaName,
  ].filter((fact): fact is string => typeof fact === 'string' && fact !== '' && fact !== title);
  return (
    <>
      {incident && <PrioritySign priority={incident.priority} />}
      <strong>{title}</strong> <span className={styles.facts}>{facts.join(' · ')}</span>
    </>
  );
}
