import type { UseMutationResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { ApiError } from '../api/api-error.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './action-bar.module.css';
import { refusalKey } from './refusal-key.ts';
import { useHeldBy } from './use-held-by.ts';
import type { Command } from './use-incident-command.ts';

export interface ActionOutcomeProps {
  incident: Incident;
  command: UseMutationResult<Incident | undefined, Error, Command>;
}

/** What became of the last step: a plain sentence, also for who listens to a screen reader. */
export function ActionOutcome({ incident, command }: ActionOutcomeProps) {
  const { t } = useTranslation();
  const { error, isSuccess, variables } = command;
  const heldBy = useHeldBy(incident);
  return (
    <>
      <div role="status">
        {isSuccess && (
          <p className={styles.outcome}>
            <Icon name="check" /> {t(`action.done.${variables.kind}`)}
            {variables.kind === 'dispatch' && (
              <Link to="/incidents/$id/order" params={{ id: incident.id }} className={styles.order}>
                {t('order.open')}
              </Link>
            )}
          </p>
        )}
      </div>
      <div role="alert">
        {error && (
          <p className={styles.refused} data-testid="refusal">
            {error instanceof ApiError
              ? t(`refusal.${refusalKey(error)}`, { detail: error.message })
              : error.message}{' '}
            {error instanceof ApiError && error.status === 409 && (
              <span>{heldBy ?? t('refusal.nowState', { state: t(`state.${incident.state}`) })}</span>
            )}
          </p>
        )}
      </div>
    </>
  );
}
