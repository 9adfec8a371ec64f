import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { refusalKey } from '../incident/refusal-key.ts';

/** Why something was not done, in a sentence, also for who listens; nothing while there is no error. */
export function ErrorWords({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      {error && (
        <p>
          {error instanceof ApiError
            ? error.code === 'too_many_requests' && error.retryAfter !== undefined
              ? t('login.tooMany', { seconds: error.retryAfter })
              : t(`refusal.${refusalKey(error)}`, { detail: error.message })
            : error.message}
        </p>
      )}
    </div>
  );
}
