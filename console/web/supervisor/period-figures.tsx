import { useTranslation } from 'react-i18next';
import { ARRIVAL_TARGETS, RESPONSE_TARGETS, type ResponseStatistics } from '../../../contracts/statistics.ts';
import styles from './supervisor.module.css';
import { TargetTile } from './target-tile.tsx';
import { WaitTimes } from './wait-times.tsx';

type PeriodFiguresProps = Pick<ResponseStatistics, 'total' | 'arrival'> & {
  /** where its titles stand in the outline of the page */
  heading: 'h2' | 'h3';
};

/** Calls answered and homes reached against their targets: on the supervisor's screen and in the report. */
export function PeriodFigures({ total, arrival, heading: Heading }: PeriodFiguresProps) {
  const { t } = useTranslation();
  return (
    <>
      <section className={styles.section} aria-label={t('supervisor.response')}>
        <Heading className={styles.blockTitle}>{t('supervisor.response')}</Heading>
        <p className={styles.dim}>{t('supervisor.responseHint')}</p>
        <div className={styles.tiles}>
          <TargetTile
            title={t('supervisor.within60')}
            counted={total.within60}
            target={RESPONSE_TARGETS[0].share}
          />
          <TargetTile
            title={t('supervisor.within180')}
            counted={total.within180}
            target={RESPONSE_TARGETS[1].share}
          />
          <WaitTimes {...total} />
          <TargetTile title={t('supervisor.anyone60')} counted={total.byAnyone.within60} />
        </div>
      </section>
      <section className={styles.section} aria-label={t('supervisor.arrival')}>
        <Heading className={styles.blockTitle}>{t('supervisor.arrival')}</Heading>
        <p className={styles.dim}>{t('supervisor.arrivalHint', { count: arrival.stoodDown })}</p>
        <div className={styles.tiles}>
          <TargetTile
            title={t('supervisor.within45min')}
            counted={arrival.within45}
            target={ARRIVAL_TARGETS[0].share}
          />
          <TargetTile
            title={t('supervisor.within60min')}
            counted={arrival.within60}
            target={ARRIVAL_TARGETS[1].share}
          />
          <WaitTimes {...arrival} />
        </div>
      </section>
    </>
  );
}
