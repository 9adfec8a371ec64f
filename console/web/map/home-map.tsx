import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtectionState } from '../../../contracts/protection.ts';
import { useIncidents } from '../live/live-context.ts';
import { AreaMap } from './area-map.tsx';
import { callsByHome, signOf } from './home-sign.ts';
import styles from './home-map.module.css';
import { useMapSettings } from './use-map-places.ts';

export interface HomeMapProps {
  home: { id: string; address: string; location: { lat: number; lng: number } };
  state: ProtectionState;
}

/** One home on a small map; its place in digits is what is read out on the telephone. */
export function HomeMap({ home, state }: HomeMapProps) {
  const { t } = useTranslation();
  const settings = useMapSettings();
  const incidents = useIncidents();
  const { id, address } = home;
  const sign = useMemo(() => signOf(state, callsByHome(incidents).get(id)), [state, incidents, id]);
  const { lat, lng } = home.location;
  const homes = useMemo(() => [{ id, lat, lng, sign }], [id, lat, lng, sign]);
  return (
    <figure className={styles.figure}>
      <div className={styles.map}>
        <AreaMap
          label={t('map.ofHome', { address })}
          settings={settings}
          areas={NO_AREAS}
          homes={homes}
          place={id}
          onPick={() => undefined}
        />
      </div>
      <figcaption>
        {lat.toFixed(5)}, {lng.toFixed(5)}
      </figcaption>
    </figure>
  );
}
const NO_AREAS: [] = [];
