import { useTranslation } from 'react-i18next';
import type { Target } from '../../../contracts/policy.ts';

/** Whom a step calls, in words. */
export function useTargetWord(webhooks: readonly { id: string; name: string }[]): (target: Target) => string {
  const { t } = useTranslation();
  return (target) => {
    switch (target.kind) {
      case 'role':
        return t(`policy.who.${target.role}`);
      case 'above':
        return t('policy.who.above');
      case 'contact':
        return t(`policy.contacts.${target.pick}`, {
          relations: target.relations.map((relation) => t(`relation.${relation}`)).join(t('dryRun.comma')),
        });
      case 'webhook':
        return webhooks.find(({ id }) => id === target.webhookId)?.name ?? t('policy.who.webhook');
    }
  };
}
