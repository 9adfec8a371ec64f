import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import { calls } from '../i18n/en/calls.ts';
import { usePersonWord } from './use-person-word.ts';

/** What somebody on the call list is: the resident, a relation, a role, a kind of service. */
export function useCalleeWord(): (callee: Pick<CalleeEntry, 'kind' | 'person'>) => string {
  const { t } = useTranslation();
  const personWord = usePersonWord();
  return ({ kind, person }) => {
    if (kind === 'resident') return t('calls.resident');
    if (kind === 'service') return isService(person) ? t(`calls.service.${person}`) : person;
    return personWord({ kind, person });
  };
}

function isService(person: string): person is keyof typeof calls.service {
  return Object.hasOwn(calls.service, person);
}
