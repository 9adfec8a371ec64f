import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Webhook, WebhookTested } from '../../../contracts/webhook.ts';
import { request } from '../api/request.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { Icon } from '../shell/icon.tsx';
import { webhookProblem } from './webhook-problem.ts';
import styles from './webhook-test.module.css';

/** Tries whether the other program hears us: what came back, how long it took, and what to do when it did not. */
export function WebhookTest({ webhook: { id, name } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const test = useMutation({
    mutationFn: () => request<WebhookTested>(`/webhooks/${id}/test`, { method: 'POST' }),
  });
  const tested = test.data;
  const problem = tested && webhookProblem(tested);
  return (
    <div className={styles.test}>
      <BigButton
        busy={test.isPending}
        onClick={() => {
          test.mutate();
        }}
      >
        <span>
          {t(test.isPending ? 'admin.webhooks.testing' : 'admin.webhooks.test')}
          <span className="visually-hidden"> {name}</span>
        </span>
      </BigButton>
      <div role="status" className={styles.result} data-testid="webhook-tested">
        {tested && (
          <p data-delivered={tested.delivered}>
            <Icon name={tested.delivered ? 'check' : 'warning'} />
            <span>
              <strong>
                {t(tested.delivered ? 'admin.webhooks.delivered' : 'admin.webhooks.notDelivered', {
                  ms: tested.ms,
                })}
              </strong>{' '}
              {tested.status !== undefined && t('admin.webhooks.status', { status: tested.status })}
              {tested.cause !== undefined && t('admin.webhooks.cause', { cause: tested.cause })}{' '}
              {problem && t(`admin.webhooks.problem.${problem}`)}
            </span>
          </p>
        )}
      </div>
      <ErrorWords error={test.error} />
    </div>
  );
}
