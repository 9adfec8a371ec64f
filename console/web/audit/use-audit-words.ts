import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../contracts/audit.ts';
import { audit } from '../i18n/en/audit.ts';

type Thing = keyof typeof audit.thing;

/** `incident.resolve` → the thing and what happened to it, where there are words for it. */
export function knownAction(action: string): { thing: Thing; what: string } | undefined {
  const [thing, what] = action.split('.', 2);
  if (thing === undefined || what === undefined) return undefined;
  const does: Record<string, Record<string, string>> = audit.does;
  return does[thing]?.[what] === undefined ? undefined : { thing: thing as Thing, what };
}

/** Words for rows of the audit trail. What is newer than this page is shown as it is called. */
export function useAuditWords() {
  const { t } = useTranslation();
  const thing = (name: string): string =>
    Object.hasOwn(audit.thing, name) ? t(`audit.thing.${name as Thing}`) : name;
  return {
    thing,
    action: (action: string): string => {
      const known = knownAction(action);
      if (!known) return action;
      return `${thing(known.thing)}: ${t(`audit.does.${known.thing}.${known.what}` as 'audit.does.home.added')}`;
    },
    actor: ({ actor, actorName }: Pick<AuditEntry, 'actor' | 'actorName'>): string => {
      if (actorName !== undefined) return actorName;
      if (actor === 'system') return t('audit.system');
      if (actor === 'anonymous') return t('audit.anonymous');
      if (actor.startsWith('contact:')) return t('audit.contact');
      return t(actor.startsWith('device:') ? 'audit.device' : 'audit.someone');
    },
    /** What it was about: by its name now, the name it had then, or the end of its id. */
    subject: ({
      subject,
      subjectName,
      detail,
    }: Pick<AuditEntry, 'subject' | 'subjectName' | 'detail'>): string => {
      const [name = '', id = ''] = subject.split(':', 2);
      const then = detail['name'] ?? detail['username'] ?? detail['address'];
      const called = subjectName ?? (typeof then === 'string' ? then : undefined);
      // `statistics:report` names a kind, not one of many that have to be told apart.
      if (id === '' || name === 'statistics') return thing(name);
      return called === undefined ? `${thing(name)} …${id.slice(-6)}` : `${thing(name)} ${called}`;
    },
  };
}
