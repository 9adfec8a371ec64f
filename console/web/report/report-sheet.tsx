import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MonthlyReport, ResponseGroup } from '../../../contracts/statistics.ts';
import { DeviceTable, TypeTable } from '../supervisor/device-tables.tsx';
import { PeriodFigures } from '../supervisor/period-figures.tsx';
import { ResponseTable } from '../supervisor/response-table.tsx';
import styles from './report.module.css';
import { TypeDispositionTable } from './type-disposition-table.tsx';

const DEVICES_ON_PAPER = 25;

/** The report itself: what is printed. */
export function ReportSheet({ report }: { report: MonthlyReport }) {
  const { t, i18n } = useTranslation();
  const { timezone, response, groups, devices } = report;
  const nameOf = ({ key, name }: ResponseGroup) =>
    key === 'none' ? t('supervisor.nobody') : (name ?? t('supervisor.gone'));
  const say = (at: string | number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(i18n.language, { timeZone: timezone, ...options }).format(new Date(at));
  const date = { dateStyle: 'medium' } as const;
  const month = say(response.from, { year: 'numeric', month: 'long' });
  return (
    <article className={styles.sheet} aria-label={`${t('report.title')} ${month}`}>
      <header className={styles.head}>
        <p>{t('report.centre')}</p>
        <h1 className={styles.title}>
          {t('report.title')} · {month}
        </h1>
        <dl className={styles.facts}>
          <div>
            <dt>{t('report.where')}</dt>
            <dd>{report.areaName ?? t('report.allAreas')}</dd>
          </div>
          <div>
            <dt>{t('supervisor.period')}</dt>
            <dd>
              {t('report.span', {
                from: say(response.from, date),
                to: say(Date.parse(response.to) - 1, date),
              })}
            </dd>
          </div>
        </dl>
        <p className={styles.dim}>
          {t('report.zone', { zone: timezone })} ·{' '}
          {t('report.made', { time: say(report.madeAt, { dateStyle: 'medium', timeStyle: 'short' }) })} ·{' '}
          {t('report.homes', { count: devices.homes })}
        </p>
        {report.running && <p className={styles.running}>{t('report.running')}</p>}
      </header>
      <Part title={t('report.byType')}>
        <TypeDispositionTable incidents={report.incidents} />
      </Part>
      <PeriodFigures heading="h2" {...response} />
      <Part title={t('report.counted')}>
        <p>{t('supervisor.definitionText')}</p>
      </Part>
      {response.groups.length > 0 && (
        <Part title={t('report.byDay')} newPage>
          <ResponseTable
            caption={t('report.byDay')}
            what={t('report.day')}
            groups={response.groups}
            nameOf={({ key }) => dayName(key, i18n.language)}
          />
        </Part>
      )}
      {response.total.calls > 0 && (
        <>
          <Part title={t('report.byHour')} newPage>
            <ResponseTable
              caption={t('report.byHour')}
              what={t('supervisor.hour')}
              groups={groups.hour}
              nameOf={({ key }) => `${key}:00`}
            />
          </Part>
          <Part title={t('report.byArea')} newPage>
            <ResponseTable
              caption={t('report.byArea')}
              what={t('supervisor.area')}
              groups={groups.area}
              nameOf={nameOf}
            />
          </Part>
          <Part title={t('report.byOperator')}>
            <ResponseTable
              caption={t('report.byOperator')}
              what={t('supervisor.operator')}
              groups={groups.operator}
              nameOf={nameOf}
            />
          </Part>
        </>
      )}
      <Part title={t('supervisor.falseAlarms')} newPage>
        <TypeTable types={devices.types} />
      </Part>
      <Part title={t('supervisor.byDevice')}>
        <DeviceTable devices={devices.devices.slice(0, DEVICES_ON_PAPER)} />
      </Part>
      <footer className={styles.signatures}>
        {(['madeBy', 'checkedBy', 'date'] as const).map((who) => (
          <p key={who}>
            <span>{t(`report.${who}`)}</span>
          </p>
        ))}
      </footer>
    </article>
  );
}

function Part({ title, newPage, children }: { title: string; newPage?: boolean; children: ReactNode }) {
  return (
    <section className={styles.part} data-new-page={newPage || undefined}>
      <h2 className={styles.partTitle}>{title}</h2>
      {children}
    </section>
  );
}

/** A day as it stands in the calendar: it has a date, and no time zone any more. */
function dayName(key: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(new Date(`${key}T00:00:00Z`));
}
