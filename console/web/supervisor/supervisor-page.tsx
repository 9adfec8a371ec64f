import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platformNow } from '../clock/platform-clock.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useConnection } from '../live/live-context.ts';
import { ManagersOnly } from '../session/managers-only.tsx';
import { AreaSelect } from './area-select.tsx';
import { CsvLink } from './csv-link.tsx';
import { NowCards } from './now-cards.tsx';
import { PERIODS, spanOf, type Period } from './period.ts';
import { PeriodSection } from './period-section.tsx';
import styles from './supervisor.module.css';
import { nowPath, useNowStatistics } from './use-statistics.ts';

/** What whoever answers for the centre has to know: now, and over a period. */
export function SupervisorPage() {
  return (
    <ManagersOnly>
      <Figures />
    </ManagersOnly>
  );
}

function Figures() {
  const { t } = useTranslation();
  const [areaId, setAreaId] = useState<string>();
  const [chosen, setChosen] = useState<{ period: Period; at: number }>(() => ({
    period: '7',
    at: platformNow(),
  }));
  const asked = useMemo(() => ({ ...spanOf(chosen.period, chosen.at), areaId }), [chosen, areaId]);
  const month = new Date(chosen.at).toISOString().slice(0, 7);
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('supervisor.title')}</h1>
        <div className={styles.links}>
          <Link to="/wall" className={styles.button}>
            {t('supervisor.wall')}
          </Link>
          <Link to="/reports/$month" params={{ month }} className={styles.button}>
            {t('supervisor.report')}
          </Link>
        </div>
      </div>
      <search className={styles.filters} aria-label={t('supervisor.filters')}>
        <AreaSelect value={areaId} onChange={setAreaId} all={t('supervisor.allAreas')} />
        <NativeSelect
          size="lg"
          label={t('supervisor.period')}
          value={chosen.period}
          onChange={(event) => {
            const period = PERIODS.find((each) => each === event.currentTarget.value);
            if (period) setChosen({ period, at: platformNow() });
          }}
          data={PERIODS.map((value) => ({ value, label: t(`supervisor.periods.${value}`) }))}
        />
      </search>
      <NowSection areaId={areaId} />
      <section className={styles.section} aria-label={t(`supervisor.periods.${chosen.period}`)}>
        <h2 className={styles.sectionTitle}>{t(`supervisor.periods.${chosen.period}`)}</h2>
        <PeriodSection asked={asked} />
      </section>
    </main>
  );
}

function NowSection({ areaId }: { areaId: string | undefined }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const figures = useNowStatistics(areaId);
  const lost = useConnection().state === 'lost';
  const stale = lost || figures.isError || figures.isPlaceholderData;
  const time = figures.data && formatTime(Date.parse(figures.data.at), now, i18n.language);
  return (
    <section className={styles.section} aria-label={t('supervisor.now')}>
      <div className={styles.sectionHead}>
        <h2 className={styles.sectionTitle}>
          {t('supervisor.now')}{' '}
          {time !== undefined && (
            <small className={styles.dim}>
              {t(stale ? 'supervisor.stale' : 'supervisor.asOf', { time })}
            </small>
          )}
        </h2>
        <CsvLink path={nowPath('.csv', areaId)} what={t('supervisor.now')} />
      </div>
      {figures.isError && <p role="alert">{t('supervisor.failed')}</p>}
      {figures.isPending && !figures.isError && <p role="status">{t('app.loading')}</p>}
      {figures.data && <NowCards figures={figures.data} stale={stale} areaId={areaId} />}
    </section>
  );
}
