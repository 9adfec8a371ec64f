import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAreas } from '../homes/use-areas.ts';
import { useIncidents } from '../live/live-context.ts';
import { AreaMap } from './area-map.tsx';
import { HomeList } from './home-list.tsx';
import { callsByHome } from './home-sign.ts';
import { countSigns, homesInView, placedOf, showHomes, type Box } from './list-homes.ts';
import { MapLegend } from './map-legend.tsx';
import styles from './map-page.module.css';
import { orderAreas } from './order-areas.ts';
import { HOMES_MAX, useHomeStates } from './use-home-states.ts';
import { useBoundaries, useMapSettings } from './use-map-places.ts';

/** An area with the state of its homes: on the map, and as a list that needs no map. */
export function MapPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { area } = useSearch({ from: '/map' });
  const settings = useMapSettings();
  const areas = useAreas();
  const boundaries = useBoundaries(area);
  const states = useHomeStates(area);
  const incidents = useDeferredValue(useIncidents());
  const [view, setView] = useState<Box>();
  const [pointed, setPointed] = useState<string>();
  const calls = useMemo(() => callsByHome(incidents), [incidents]);
  const shown = useMemo(() => showHomes(states.data ?? [], calls), [states.data, calls]);
  const placed = useMemo(() => placedOf(shown), [shown]);
  const listed = useMemo(() => homesInView(shown, view), [shown, view]);
  const choices = useMemo(() => orderAreas(areas, i18n.language), [areas, i18n.language]);
  const open = (id: string): void => {
    const incident = calls.get(id);
    if (incident) void navigate({ to: '/incidents/$id', params: { id: incident.id } });
    else void navigate({ to: '/homes/$id', params: { id } });
  };
  return (
    <main className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('map.title')}</h1>
        <NativeSelect
          className={styles.picker}
          size="md"
          aria-label={t('map.area')}
          value={area ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            void navigate({ to: '/map', search: value === '' ? {} : { area: value } });
          }}
          data={[
            { value: '', label: t('map.everything') },
            ...choices.map(({ area: { id, name }, depth }) => ({
              value: id,
              label: `${'\u2003'.repeat(depth)}${name}`,
            })),
          ]}
        />
        <MapLegend counts={countSigns(shown)} />
      </div>
      <div className={styles.map}>
        <AreaMap
          label={t('map.label')}
          settings={settings}
          areas={boundaries}
          homes={placed}
          place={area ?? ''}
          pointed={pointed}
          onPick={open}
          onView={setView}
        />
      </div>
      <section className={styles.side} aria-label={t('map.list')}>
        {states.error && <p role="alert">{t('map.failed')}</p>}
        {states.isPending && !states.error && <p role="status">{t('app.loading')}</p>}
        {states.data && (
          <p className={styles.count} role="status">
            {t('map.inView', { count: listed.length, all: shown.length })}
            {shown.length >= HOMES_MAX && ` ${t('map.tooMany')}`}
          </p>
        )}
        <HomeList homes={listed} onPoint={setPointed} />
      </section>
    </main>
  );
}
