import { useTranslation } from 'react-i18next';
import type { Recipient } from '../../../contracts/notification.ts';
import { role } from '../i18n/en/role.ts';
import { relation } from '../i18n/en/relation.ts';

/** What somebody who is called is to the home: a relation, a role, another dispatch centre. */
export function usePersonWord(): (recipient: Pick<Recipient, 'kind' | 'person'>) => string {
  const { t } = useTranslation();
  return ({ kind, person }) => {
    if (kind === 'webhook') return t('calls.webhook');
    if (kind === 'user' && isRole(person)) return t(`role.${person}`);
    return isRelation(person) ? t(`relation.${person}`) : person;
  };
}

function isRole(person: string): person is keyof typeof role {
  return Object.hasOwn(role, person);
}

function isRelation(person: string): person is keyof typeof relation {
  return Object.hasOwn(relation, person);
}
