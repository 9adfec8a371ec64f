import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmType } from '../../../contracts/alarm.ts';
import { request } from '../api/request.ts';
import type { EscalationPreview } from '../api/shapes.ts';
import { platformNow } from '../clock/platform-clock.ts';
import { en } from '../i18n/en.ts';
import styles from './dry-run.module.css';
import { DryRunRound } from './dry-run-round.tsx';
import { foldRounds } from './fold-rounds.ts';
import { DryRunWarnings } from './dry-run-warnings.tsx';

const TYPES = Object.keys(en.type) as AlarmType[];
const MINUTES = 5;

/** Who would be called when, if something happened in this home now. Nobody is called by looking. */
export function DryRun({ homeId, timeZone }: { homeId: string; timeZone: string | undefined }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [type, setType] = useState<AlarmType>('sos');
  const preview = useQuery({
    queryKey: ['home', homeId, 'dry-run', type],
    queryFn: async ({ signal }) => {
      const at = platformNow();
      const body = { type, at: new Date(at).toISOString(), minutes: MINUTES };
      const path = `/homes/${homeId}/escalation-preview`;
      return { at, ...(await request<EscalationPreview>(path, { method: 'POST', body, signal })) };
    },
    enabled: opened,
    placeholderData: keepPreviousData,
  });
  return (
    <details
      className={styles.section}
      data-testid="dry-run"
      onToggle={(event) => {
        setOpened(event.currentTarget.open);
      }}
    >
      <summary>{t('dryRun.title')}</summary>
      <p className={styles.hint}>{t('dryRun.hint', { count: MINUTES })}</p>
      <NativeSelect
        label={t('dryRun.type')}
        className={styles.type}
        value={type}
        data={TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        onChange={(event) => {
          const chosen = TYPES.find((value) => value === event.currentTarget.value);
          if (chosen) setType(chosen);
        }}
      />
      {preview.error && <p role="alert">{t('dryRun.failed')}</p>}
      {opened && preview.isPending && !preview.error && <p role="status">{t('app.loading')}</p>}
      {preview.data && (
        <>
          <DryRunWarnings warnings={preview.data.warnings} />
          <ol className={styles.rounds}>
            {foldRounds(preview.data.rounds).map((folded) => (
              <DryRunRound
                key={folded.round.after}
                folded={folded}
                alarmAt={preview.data.at}
                timeZone={timeZone}
              />
            ))}
          </ol>
        </>
      )}
    </details>
  );
}
