import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  INACTIVITY_PER_HOME_WEEK,
  type DeviceStatistics,
  type DeviceFigures,
} from '../../../contracts/statistics.ts';
import styles from './figures.module.css';
import { TableFrame } from './table-frame.tsx';
import { Verdict } from './verdict.tsx';

/** False alarms of each type per home and week, the rule for inactivity against its target. */
export function TypeTable({ types }: Pick<DeviceStatistics, 'types'>) {
  const { t, i18n } = useTranslation();
  const rate = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  return (
    <>
      <TableFrame caption={t('supervisor.falseAlarms')}>
        <thead>
          <tr>
            <th scope="col">{t('supervisor.type')}</th>
            <th scope="col" className={styles.number}>
              {t('supervisor.incidents')}
            </th>
            <th scope="col" className={styles.number}>
              {t('supervisor.falseAlarms')}
            </th>
            <th scope="col" className={styles.number}>
              {t('supervisor.perHomeWeek')}
            </th>
          </tr>
        </thead>
        <tbody>
          {types.map(({ type, incidents, falseAlarms, perHomeWeek }) => (
            <tr key={type}>
              <th scope="row">{t(`type.${type}`)}</th>
              <td className={styles.number}>{incidents}</td>
              <td className={styles.number}>{falseAlarms}</td>
              <td className={styles.number}>
                {perHomeWeek === undefined ? '–' : rate.format(perHomeWeek)}{' '}
                {type === 'inactivity' && perHomeWeek !== undefined && (
                  <Verdict held={perHomeWeek <= INACTIVITY_PER_HOME_WEEK} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p className={styles.dim}>
        {t('supervisor.inactivityTarget', { share: rate.format(INACTIVITY_PER_HOME_WEEK) })}
      </p>
    </>
  );
}

/** Where the false alarms come from: a device that has many is in the wrong place, or broken. */
export function DeviceTable({ devices }: { devices: readonly DeviceFigures[] }) {
  const { t } = useTranslation();
  if (devices.length === 0) return <p>{t('supervisor.devicesNone')}</p>;
  return (
    <TableFrame caption={t('supervisor.byDevice')}>
      <thead>
        <tr>
          <th scope="col">{t('supervisor.device')}</th>
          <th scope="col">{t('supervisor.home')}</th>
          <th scope="col">{t('supervisor.area')}</th>
          <th scope="col" className={styles.number}>
            {t('supervisor.falseAlarms')}
          </th>
          <th scope="col" className={styles.number}>
            {t('supervisor.alarms')}
          </th>
        </tr>
      </thead>
      <tbody>
        {devices.map((one) => (
          <tr key={one.deviceId}>
            <th scope="row">
              {one.kind === undefined ? t('supervisor.gone') : t(`kind.${one.kind}`)}
              {one.room !== undefined && <span className={styles.dim}> · {one.room}</span>}
              {one.model !== undefined && <span className={styles.dim}> · {one.model}</span>}
            </th>
            <td>
              <Link to="/homes/$id" params={{ id: one.homeId }}>
                {one.address}
              </Link>
            </td>
            <td>{one.areaName}</td>
            <td className={styles.number}>{one.falseAlarms}</td>
            <td className={styles.number}>{one.alarms}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
