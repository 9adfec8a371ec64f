import 'leaflet/dist/leaflet.css';
import { control, Map as LeafletMap, tileLayer } from 'leaflet';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapSettings } from '../../../contracts/map-settings.ts';

/** Where a map looks before anybody has told it: Gongchen bridge, Hangzhou. */
const START = { lat: 30.32, lng: 120.14, zoom: 13 };
const ZOOM_MAX = 19;

/** Keeps a Leaflet map in an element; it has tiles when the platform has some, and keys, wheel and buttons to move it. */
export function useLeaflet({ tiles }: MapSettings): {
  host: RefObject<HTMLDivElement | null>;
  map: LeafletMap | undefined;
} {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<LeafletMap>();
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new LeafletMap(element, {
      // One canvas is drawn anew at each step: a picture that grows first and is then another one only confuses.
      zoomAnimation: false,
      fadeAnimation: false,
      markerZoomAnimation: false,
      zoomControl: false,
      attributionControl: false,
      maxZoom: ZOOM_MAX,
      minZoom: 3,
    });
    made.setView([START.lat, START.lng], START.zoom);
    control.zoom({ zoomInTitle: t('map.zoomIn'), zoomOutTitle: t('map.zoomOut') }).addTo(made);
    if (tiles !== undefined) {
      control.attribution({ prefix: false }).addTo(made);
      tileLayer(tiles.url, { attribution: escapeHtml(tiles.attribution), maxZoom: ZOOM_MAX }).addTo(made);
    }
    const resize = new ResizeObserver(() => made.invalidateSize({ animate: false }));
    resize.observe(element);
    // The map exists only from here on: the one render more is what it costs to make it in an effect.
    queueMicrotask(() => {
      setMap(made);
    });
    return () => {
      resize.disconnect();
      made.remove();
      setMap(undefined);
    };
  }, [tiles, t]);
  return { host, map };
}

/** Leaflet takes an attribution as HTML; ours is plain text of a setting. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
