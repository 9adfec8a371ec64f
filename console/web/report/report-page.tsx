import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MonthlyReport } from '../../../contracts/statistics.ts';
import { ApiError } from '../api/api-error.ts';
import { request } from '../api/request.ts';
import { ManagersOnly } from '../session/managers-only.tsx';
import { BigButton } from '../shell/big-button.tsx';
import { AreaSelect } from '../supervisor/area-select.tsx';
import { CsvLink } from '../supervisor/csv-link.tsx';
import supervisor from '../supervisor/supervisor.module.css';
import { addMonths } from './add-months.ts';
import { ReportSheet } from './report-sheet.tsx';
import styles from './report.module.css';

/** The month on paper, for the civil-affairs bureau. */
export function ReportPage() {
  return (
    <ManagersOnly>
      <Report />
    </ManagersOnly>
  );
}

function Report() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { month } = useParams({ from: '/reports/$month' });
  const { areaId } = useSearch({ from: '/reports/$month' });
  const place = areaId === undefined ? '' : `?areaId=${areaId}`;
  const report = useQuery({
    queryKey: ['report', month, areaId],
    queryFn: ({ signal }) => request<MonthlyReport>(`/reports/${month}${place}`, { signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const refused = report.error instanceof ApiError && report.error.code === 'bad_request';
  const to = (other: string) => ({
    to: '/reports/$month' as const,
    params: { month: other },
    search: { areaId },
  });
  return (
    <main className={styles.page}>
      <div className={styles.tools} data-print="none">
        <Link {...to(addMonths(month, -1))} className={supervisor.button}>
          {t('report.before')}
        </Link>
        <Link {...to(addMonths(month, 1))} className={supervisor.button}>
          {t('report.after')}
        </Link>
        <AreaSelect
          value={areaId}
          all={t('supervisor.allAreas')}
          onChange={(area) => void navigate({ ...to(month), search: { areaId: area } })}
        />
        <CsvLink path={`/reports/${month}/csv${place}`} what={t('report.title')} />
        <BigButton
          kind="primary"
          onClick={() => {
            window.print();
          }}
        >
          {t('report.print')}
        </BigButton>
      </div>
      {report.isPending && !report.error && <p role="status">{t('app.loading')}</p>}
      {report.error && <p role="alert">{refused ? t('report.notYet') : t('report.failed')}</p>}
      {report.data && <ReportSheet report={report.data} />}
    </main>
  );
}
