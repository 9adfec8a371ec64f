import { useTranslation } from 'react-i18next';
import type { EscalationPreview } from '../api/shapes.ts';
import { dryRun } from '../i18n/en/dry-run.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './dry-run.module.css';

/** Of these the sentence of ours does not say which; the platform's own words (English) do. */
const DETAILED: readonly string[] = ['nobody_for_target', 'channel_not_configured', 'would_be_refused'];

/** What is wrong with who would be called, each kind once. */
export function DryRunWarnings({ warnings }: Pick<EscalationPreview, 'warnings'>) {
  const { t } = useTranslation();
  const kinds = [...new Set(warnings.map(({ code }) => code))];
  if (kinds.length === 0) return null;
  return (
    <ul className={styles.warnings} data-testid="dry-run-warnings">
      {kinds.map((code) => (
        <li key={code}>
          <Icon name="warning" />
          <div>
            {isKnown(code) && <p>{t(`dryRun.warning.${code}`)}</p>}
            {warnings
              .filter((warning) => warning.code === code && (!isKnown(code) || DETAILED.includes(code)))
              .map(({ text }) => (
                <p key={text} lang="en" className={styles.detail}>
                  {text}
                </p>
              ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

function isKnown(code: string): code is keyof typeof dryRun.warning {
  return Object.hasOwn(dryRun.warning, code);
}
