import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { AreaMap } from './area-map.tsx';
import type { Sign } from './home-sign.ts';
import { useMapSettings } from './use-map-places.ts';

export interface HomeMapProps {
  home: { id: string; address: string; location: { lat: number; lng: number } };
  sign: Sign;
}

/** One home on a small map; its place in digits is what is read out on the telephone. */
export function HomeMap({ home, sign }: HomeMapProps) {
  const { t } = useTranslation();
  const settings = useMapSettings();
  const { id, address } = home;
  const { lat, lng } = home.location;
  const homes = useMemo(() => [{ id, lat, lng, sign }], [id, lat, lng, sign]);
  return (
    <figure style={{ margin: 0, display: 'grid', gap: 'var(--gap-1)' }}>
      <div style={{ height: '14rem' }}>
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
