import { useComputedColorScheme } from '@mantine/core';
import { geoJSON, latLngBounds, tooltip, type LatLngBounds } from 'leaflet';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Area } from '../../../contracts/home.ts';
import type { MapSettings } from '../../../contracts/map-settings.ts';
import styles from './area-map.module.css';
import type { Box } from './list-homes.ts';
import { startHomeCanvas, type HomeCanvas, type PlacedSign } from './start-home-canvas.ts';
import { useLeaflet } from './use-leaflet.ts';

export interface AreaMapProps {
  label: string;
  settings: MapSettings;
  areas: readonly Area[];
  homes: readonly PlacedSign[];
  /** what is shown from the start: when this changes, the map goes there */
  place: string;
  /** the home that the list points at */
  pointed?: string | undefined;
  onPick: (id: string) => void;
  /** told which part of the world is seen */
  onView?: (box: Box) => void;
}

/** Closer than this a group is not taken apart by zooming: its homes stand in the same house. */
const CLOSEST = 18;

/** Homes as signs, areas as outlines. A click on a group goes nearer. */
export function AreaMap(props: AreaMapProps) {
  const { label, settings, areas, homes, place, pointed } = props;
  const { host, map } = useLeaflet(settings);
  const canvas = useRef<HomeCanvas>(undefined);
  const scheme = useComputedColorScheme('light');
  const view = useEffectEvent((bounds: LatLngBounds) => {
    props.onView?.({
      ...{ west: bounds.getWest(), south: bounds.getSouth() },
      ...{ east: bounds.getEast(), north: bounds.getNorth() },
    });
  });
  const pick = useEffectEvent((ids: readonly string[]) => {
    const [first] = ids;
    if (first === undefined || map === undefined) return;
    if (ids.length === 1) return props.onPick(first);
    const among = new Set(ids);
    const bounds = boundsOf(props.homes.filter(({ id }) => among.has(id)));
    if (bounds !== undefined) map.fitBounds(bounds.pad(0.3), { maxZoom: CLOSEST, animate: false });
  });
  const show = useEffectEvent(() => {
    canvas.current?.show(homes);
    canvas.current?.point(pointed);
  });
  useEffect(() => {
    if (map === undefined) return;
    const started = startHomeCanvas({ map, grid: settings.tiles === undefined, onPick: (ids) => pick(ids) });
    canvas.current = started;
    show();
    const moved = (): void => view(map.getBounds());
    map.on('moveend', moved);
    return () => {
      map.off('moveend', moved);
      started.stop();
      canvas.current = undefined;
    };
  }, [map, settings, scheme]);
  useEffect(() => show(), [homes, pointed]);
  useEffect(() => {
    if (map === undefined) return;
    const outlines = areas.flatMap(({ name, boundary }) => {
      if (boundary === undefined) return [];
      const outline = geoJSON(boundary as GeoJSON.GeometryObject, {
        interactive: false,
        style: { className: styles.boundary ?? '', fill: false, weight: 2 },
      }).addTo(map);
      const bounds = outline.getBounds();
      // An element: as text Leaflet would take a name for HTML.
      const words = document.createElement('span');
      words.textContent = name;
      const above = tooltip({ permanent: true, direction: 'top', className: styles.areaName ?? '' })
        .setLatLng([bounds.getNorth(), bounds.getCenter().lng])
        .setContent(words)
        .addTo(map);
      return [outline, above];
    });
    return () => {
      for (const outline of outlines) outline.remove();
    };
  }, [map, areas]);
  const goTo = useEffectEvent(() => {
    const bounds = boundsOf(homes) ?? latLngBounds([]);
    for (const { boundary } of areas) {
      if (boundary) bounds.extend(geoJSON(boundary as GeoJSON.GeometryObject).getBounds());
    }
    if (map === undefined) return;
    if (bounds.isValid()) map.fitBounds(bounds.pad(0.05), { maxZoom: 16, animate: false });
    view(map.getBounds());
  });
  const ready = homes.length > 0 || areas.some(({ boundary }) => boundary !== undefined);
  useEffect(() => goTo(), [map, place, ready]);
  return <div ref={host} className={styles.map} role="region" aria-label={label} data-testid="area-map" />;
}

function boundsOf(homes: readonly PlacedSign[]): LatLngBounds | undefined {
  return homes.length === 0 ? undefined : latLngBounds(homes.map(({ lat, lng }) => [lat, lng]));
}
