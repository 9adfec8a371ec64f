import { useTranslation } from 'react-i18next';
import { useChangePush, usePush } from '../push/use-push.ts';
import { BigButton } from './big-button.tsx';
import styles from './settings-menu.module.css';

/** Lets the platform reach this device when no page is open; says why where that is not possible. */
export function PushSwitch() {
  const { t } = useTranslation();
  const push = usePush();
  const change = useChangePush();
  if (!push.data) return null;
  const { state, key } = push.data;
  return (
    <section className={styles.section} data-testid="push">
      {state !== 'off' && <p role="status">{t(`push.${state}`)}</p>}
      {(state === 'on' || state === 'off') && (
        <BigButton
          busy={change.isPending}
          onClick={() => {
            change.mutate(state === 'on' || key === null ? undefined : key);
          }}
        >
          {t(state === 'on' ? 'push.stop' : 'push.off')}
        </BigButton>
      )}
      <div role="alert">{change.error && <p>{t('push.failed', { detail: change.error.message })}</p>}</div>
    </section>
  );
}
