import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import type { Device } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './floor-list.module.css';
import { floorRooms } from './floor-rooms.ts';

export interface FloorListProps {
  devices: Device[] | undefined;
  incident: Incident;
  timeZone: string | undefined;
}

/** Rooms and what watches them; which have spoken in this incident. */
export function FloorList({ devices, incident, timeZone }: FloorListProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const rooms = useMemo(() => floorRooms(devices ?? [], incident), [devices, incident]);
  if (!devices) return <p>{t('app.loading')}</p>;
  if (devices.length === 0) return <p>{t('homes.noDevices')}</p>;
  return (
    <ul className={styles.rooms} data-testid="rooms">
      {rooms.map(({ name, devices: inside, spoken }) => (
        <li key={name ?? ''} className={styles.room} data-spoken={spoken || undefined}>
          <p className={styles.name}>{name ?? t('incident.noRoom')}</p>
          <ul className={styles.devices}>
            {inside.map(({ device, spoken: said }) => (
              <li key={device.id} className={styles.device} data-spoken={said !== undefined || undefined}>
                {t(`kind.${device.kind}`)}
                {said && (
                  <span className={styles.said}>
                    <Icon name="warning" size={16} />{' '}
                    {t('incident.spoke', {
                      type: t(`type.${said.type}`),
                      time: formatTime(said.at, now, i18n.language, timeZone),
                    })}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
