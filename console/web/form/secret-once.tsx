import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import styles from './form.module.css';

export interface SecretOnceProps {
  title: string;
  /** where it belongs */
  hint: string;
  /** what goes with it, shown above */
  login?: { label: string; value: string };
  label: string;
  secret: string;
  onStored: () => void;
}

/** A secret that was just made: stays until the person says it is stored, and is kept nowhere. */
export function SecretOnce({ title, hint, login, label, secret, onStored }: SecretOnceProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean>();
  return (
    <div className={styles.secret} role="alert">
      <strong>{title}</strong>
      <p>{hint}</p>
      {login && (
        <p>
          {login.label} <code>{login.value}</code>
        </p>
      )}
      <p>
        {label} <code data-testid="secret">{secret}</code>
      </p>
      <div className={styles.buttons}>
        <BigButton
          onClick={() => {
            // Only a page served over TLS, or from this computer, may write to the clipboard.
            void copy(secret).then(setCopied);
          }}
        >
          {t('form.secret.copy')}
        </BigButton>
        <BigButton onClick={onStored}>{t('form.secret.stored')}</BigButton>
        <span role="status">
          {copied === true && t('form.secret.copied')}
          {copied === false && t('form.secret.copyByHand')}
        </span>
      </div>
    </div>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
