import { z } from 'zod';

const FORM =
  'must be an http(s) address with {z}, {x} and {y} (https://tiles.example.org/{z}/{x}/{y}.png), without {s} and without a password';

/** Where map tiles come from; the key of a provider may stand in it, everybody's browser sees it. */
export const mapTilesUrlField = z.string().refine(isTilesUrl, FORM);

export interface MapTiles {
  url: string;
  attribution: string;
  /** origins that the page may load pictures from (CSP `img-src`) */
  sources: readonly string[];
}

/** @returns undefined when no tiles are configured */
export function mapTiles(config: {
  MAP_TILES_URL?: string | undefined;
  MAP_TILES_ATTRIBUTION: string;
}): MapTiles | undefined {
  const { MAP_TILES_URL: url, MAP_TILES_ATTRIBUTION: attribution } = config;
  return url === undefined ? undefined : { url, attribution, sources: [new URL(url).origin] };
}

/** A host with a placeholder would need a wildcard in the page's policy: exactly one origin is allowed. */
function isTilesUrl(text: string): boolean {
  if (!['{z}', '{x}', '{y}'].every((part) => text.includes(part)) || text.includes('{s}')) return false;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && !/[;,\s{]/.test(url.host)
  );
}
