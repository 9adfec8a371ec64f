import { useTranslation } from 'react-i18next';
import { ALARM_TYPES } from '../../../contracts/alarm.ts';
import { DISPOSITIONS } from '../../../contracts/incident.ts';
import type { IncidentCount } from '../../../contracts/statistics.ts';
import figures from '../supervisor/figures.module.css';
import { TableFrame } from '../supervisor/table-frame.tsx';

const COLUMNS = [...DISPOSITIONS, undefined];

/** What there was, and what it turned out to be. */
export function TypeDispositionTable({ incidents }: { incidents: readonly IncidentCount[] }) {
  const { t, i18n } = useTranslation();
  const sum = (wanted: (one: IncidentCount) => boolean) =>
    incidents.filter(wanted).reduce((total, { count }) => total + count, 0);
  const number = (count: number) => (count === 0 ? '–' : count.toLocaleString(i18n.language));
  const types = ALARM_TYPES.filter((type) => incidents.some((one) => one.type === type));
  if (types.length === 0) return <p>{t('report.none')}</p>;
  return (
    <TableFrame caption={t('report.byType')}>
      <thead>
        <tr>
          <th scope="col">{t('supervisor.type')}</th>
          {COLUMNS.map((disposition) => (
            <th scope="col" key={disposition ?? 'open'} className={figures.number}>
              {disposition === undefined ? t('report.notClosed') : t(`disposition.${disposition}`)}
            </th>
          ))}
          <th scope="col" className={figures.number}>
            {t('report.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {types.map((type) => (
          <tr key={type}>
            <th scope="row">{t(`type.${type}`)}</th>
            {COLUMNS.map((disposition) => (
              <td key={disposition ?? 'open'} className={figures.number}>
                {number(sum((one) => one.type === type && one.disposition === disposition))}
              </td>
            ))}
            <td className={figures.number}>
              <strong>{number(sum((one) => one.type === type))}</strong>
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t('report.total')}</th>
          {COLUMNS.map((disposition) => (
            <td key={disposition ?? 'open'} className={figures.number}>
              <strong>{number(sum((one) => one.disposition === disposition))}</strong>
            </td>
          ))}
          <td className={figures.number}>
            <strong>{number(sum(() => true))}</strong>
          </td>
        </tr>
      </tbody>
    </TableFrame>
  );
}
