import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmType } from '../../../contracts/alarm.ts';
import type { Step } from '../../../contracts/policy.ts';
import { request } from '../api/request.ts';
import type { EscalationPreview } from '../api/shapes.ts';
import { platformNow } from '../clock/platform-clock.ts';
import { DryRunRound } from './dry-run-round.tsx';
import { DryRunWarnings } from './dry-run-warnings.tsx';
import styles from './dry-run.module.css';
import { foldRounds } from './fold-rounds.ts';

/** How much of it is shown, min. */
export const DRY_RUN_MINUTES = 5;

export interface DryRunResultProps {
  homeId: string;
  timeZone: string | undefined;
  /** what may happen */
  types: readonly [AlarmType, ...AlarmType[]];
  /** steps that are not in force yet; those in force without */
  steps?: readonly Step[] | undefined;
}

/** Who would be called when, if this happened in this home now. */
export function DryRunResult({ homeId, timeZone, types, steps }: DryRunResultProps) {
  const { t } = useTranslation();
  const [type, setType] = useState<AlarmType>(types[0]);
  const preview = useQuery({
    queryKey: ['home', homeId, 'dry-run', type, steps],
    queryFn: async ({ signal }) => {
      const at = platformNow();
      const body = { type, at: new Date(at).toISOString(), minutes: DRY_RUN_MINUTES, steps };
      const path = `/homes/${homeId}/escalation-preview`;
      return { at, ...(await request<EscalationPreview>(path, { method: 'POST', body, signal })) };
    },
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <NativeSelect
        label={t('dryRun.type')}
        className={styles.type}
        value={type}
        data={types.map((value) => ({ value, label: t(`type.${value}`) }))}
        onChange={(event) => {
          const chosen = types.find((value) => value === event.currentTarget.value);
          if (chosen) setType(chosen);
        }}
      />
      {preview.error && <p role="alert">{t('dryRun.failed')}</p>}
      {preview.isPending && !preview.error && <p role="status">{t('app.loading')}</p>}
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
    </>
  );
}
