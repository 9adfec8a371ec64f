import { useTranslation } from 'react-i18next';
import type { Device, Maintenance } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { MaintenanceBadge } from './maintenance-badge.tsx';
import styles from './maintenance-section.module.css';
import { useEndMaintenance, useMaintenance } from './use-maintenance.ts';

export interface MaintenanceSectionProps {
  homeId: string;
  devices: Device[] | undefined;
  timeZone: string | undefined;
  /** an operator sees it and cannot end it */
  mayEnd: boolean;
}

/** What is running for this home, why and until when, and the way to end it early. */
export function MaintenanceSection({ homeId, devices, timeZone, mayEnd }: MaintenanceSectionProps) {
  const { t } = useTranslation();
  const now = useNow();
  const maintenance = useMaintenance(homeId);
  const end = useEndMaintenance(homeId);
  if (maintenance.error && !maintenance.data) return <p role="alert">{t('maintenance.failed')}</p>;
  if (!maintenance.data) return <p>{t('app.loading')}</p>;
  const running = maintenance.data.filter(
    ({ startsAt, endsAt, endedAt }) =>
      endedAt === undefined && Date.parse(startsAt) <= now && Date.parse(endsAt) > now,
  );
  return (
    <>
      {running.length === 0 && <p>{t('maintenance.none')}</p>}
      <ul className={styles.list}>
        {running.map((each) => (
          <li key={each.id} className={styles.running}>
            <div>
              <MaintenanceBadge mode={each.mode} until={each.endsAt} timeZone={timeZone} />{' '}
              <ScopeWord maintenance={each} devices={devices} />
              <p>{each.reason}</p>
              <Since maintenance={each} timeZone={timeZone} />
            </div>
            {mayEnd && (
              <BigButton
                title={t('maintenance.endHint')}
                busy={end.isPending && end.variables === each.id}
                onClick={() => {
                  end.mutate(each.id);
                }}
              >
                {t('maintenance.end')}
              </BigButton>
            )}
          </li>
        ))}
      </ul>
      <ErrorWords error={end.error} />
    </>
  );
}

function Since({ maintenance, timeZone }: { maintenance: Maintenance; timeZone: string | undefined }) {
  const { t, i18n } = useTranslation();
  const time = formatTime(Date.parse(maintenance.startsAt), useNow(), i18n.language, timeZone);
  return <p className={styles.dim}>{t('maintenance.by', { time, name: maintenance.byName })}</p>;
}

function ScopeWord({ maintenance, devices }: { maintenance: Maintenance; devices: Device[] | undefined }) {
  const { t } = useTranslation();
  switch (maintenance.scope) {
    case 'home':
      return t('maintenance.wholeHome');
    case 'area':
      return t('maintenance.wholeArea');
    case 'device': {
      const device = devices?.find(({ id }) => id === maintenance.scopeId);
      return device ? `${t(`kind.${device.kind}`)} ${device.room ?? ''}` : t('maintenance.device');
    }
  }
}
