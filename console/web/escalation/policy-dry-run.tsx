import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ALARM_TYPES, priorityOf, type AlarmType, type Priority } from '../../../contracts/alarm.ts';
import type { Step } from '../../../contracts/policy.ts';
import { HomesField } from '../form/homes-field.tsx';
import { useHome } from '../homes/home-queries.ts';
import { DRY_RUN_MINUTES, DryRunResult } from './dry-run-result.tsx';
import styles from './policy.module.css';

export interface PolicyDryRunProps {
  priority: Priority;
  areaId: string | undefined;
  /** undefined while something is wrong with them */
  steps: readonly Step[] | undefined;
}

/** What steps that are not saved yet would mean for a home. */
export function PolicyDryRun({ priority, areaId, steps }: PolicyDryRunProps) {
  const { t } = useTranslation();
  const [homeId, setHomeId] = useState<string>();
  const [first, ...others] = ALARM_TYPES.filter((type): type is AlarmType => priorityOf(type) === priority);
  return (
    <section className={styles.step} aria-label={t('dryRun.title')}>
      <h2>{t('dryRun.title')}</h2>
      <p className={styles.hint}>{t('dryRun.hint', { count: DRY_RUN_MINUTES })}</p>
      <HomesField
        name="dryRunHome"
        label={t('policy.tryHome')}
        hint={t('admin.maintenance.homeHint')}
        max={1}
        areaId={areaId}
        onChange={([id]) => {
          setHomeId(id);
        }}
      />
      {homeId !== undefined && first !== undefined && steps !== undefined && (
        <Result key={homeId} homeId={homeId} types={[first, ...others]} steps={steps} />
      )}
      {homeId !== undefined && steps === undefined && <p>{t('policy.tryLater')}</p>}
    </section>
  );
}

function Result(props: { homeId: string; types: [AlarmType, ...AlarmType[]]; steps: readonly Step[] }) {
  const home = useHome(props.homeId);
  return <DryRunResult {...props} timeZone={home.data?.timezone} />;
}
