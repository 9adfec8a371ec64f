import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALARM_TYPES } from '../../../contracts/alarm.ts';
import { DRY_RUN_MINUTES, DryRunResult } from './dry-run-result.tsx';
import styles from './dry-run.module.css';

/** Who would be called when, if something happened in this home now. Nobody is called by looking. */
export function DryRun({ homeId, timeZone }: { homeId: string; timeZone: string | undefined }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={styles.section}
      data-testid="dry-run"
      onToggle={(event) => {
        setOpened(event.currentTarget.open);
      }}
    >
      <summary>{t('dryRun.title')}</summary>
      <p className={styles.hint}>{t('dryRun.hint', { count: DRY_RUN_MINUTES })}</p>
      {opened && <DryRunResult homeId={homeId} timeZone={timeZone} types={ALARM_TYPES} />}
    </details>
  );
}
