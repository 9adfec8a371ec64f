import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grouping, ResponseStatistics } from '../../../contracts/statistics.ts';
import { BigButton } from '../shell/big-button.tsx';
import { CsvLink } from './csv-link.tsx';
import { Definition } from './definition.tsx';
import { DeviceTable, TypeTable } from './device-tables.tsx';
import { HourBars } from './hour-bars.tsx';
import { PeriodFigures } from './period-figures.tsx';
import { ResponseTable } from './response-table.tsx';
import styles from './supervisor.module.css';
import { devicesPath, responsePath, useDeviceStatistics, useResponse, type Asked } from './use-statistics.ts';

/** What the centre has done in a period. */
export function PeriodSection({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const hours = useResponse(asked, 'hour');
  const devices = useDeviceStatistics(asked);
  return (
    <>
      <Loaded query={hours}>{(data) => <PeriodFigures heading="h3" {...data} />}</Loaded>
      <Definition />
      <Block title={t('supervisor.byHour')} csv={responsePath('.csv', asked, 'hour')}>
        <Loaded query={hours}>
          {({ groups }) => (
            <>
              <HourBars groups={groups} />
              <details className={styles.details}>
                <summary>{t('supervisor.table')}</summary>
                <ResponseTable
                  caption={t('supervisor.byHour')}
                  what={t('supervisor.hour')}
                  groups={groups}
                  nameOf={({ key }) => `${key}:00`}
                />
              </details>
            </>
          )}
        </Loaded>
      </Block>
      <GroupBlock asked={asked} groupBy="area" title={t('supervisor.byArea')} what={t('supervisor.area')} />
      <GroupBlock
        asked={asked}
        groupBy="operator"
        title={t('supervisor.byOperator')}
        what={t('supervisor.operator')}
      />
      <Block title={t('supervisor.falseAlarms')}>
        <Loaded query={devices}>{({ types }) => <TypeTable types={types} />}</Loaded>
      </Block>
      <Block title={t('supervisor.byDevice')} csv={devicesPath('.csv', asked)}>
        <Loaded query={devices}>{(data) => <DeviceTable devices={data.devices.slice(0, 20)} />}</Loaded>
      </Block>
    </>
  );
}

function GroupBlock(props: { asked: Asked; groupBy: Grouping; title: string; what: string }) {
  const { asked, groupBy, title, what } = props;
  const { t } = useTranslation();
  const response = useResponse(asked, groupBy);
  const nameOf = ({ key, name }: ResponseStatistics['groups'][number]) =>
    key === 'none' ? t('supervisor.nobody') : (name ?? t('supervisor.gone'));
  return (
    <Block title={title} csv={responsePath('.csv', asked, groupBy)}>
      <Loaded query={response}>
        {({ groups }) =>
          groups.length === 0 ? (
            <p>{t('supervisor.nothing')}</p>
          ) : (
            <ResponseTable caption={title} what={what} groups={groups} nameOf={nameOf} />
          )
        }
      </Loaded>
    </Block>
  );
}

function Block({ title, csv, children }: { title: string; csv?: string; children: ReactNode }) {
  return (
    <section className={styles.block}>
      <div className={styles.sectionHead}>
        <h3 className={styles.blockTitle}>{title}</h3>
        {csv !== undefined && <CsvLink path={csv} what={title} />}
      </div>
      {children}
    </section>
  );
}

interface Query<T> {
  data: T | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => Promise<unknown>;
}

function Loaded<T>({ query, children }: { query: Query<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <p role="status">{t('app.loading')}</p>;
  return (
    <div role="alert">
      <p>{t('supervisor.failedPeriod')}</p>
      <BigButton busy={query.isFetching} onClick={() => void query.refetch()}>
        {t('supervisor.again')}
      </BigButton>
    </div>
  );
}
