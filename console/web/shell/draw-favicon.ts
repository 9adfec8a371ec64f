import type { TabSign } from './tab-state.ts';

/** The shapes of the queue's priorities, so that the tab is read like a row; each differs without its colour. */
const SIGNS: Record<Exclude<TabSign, 'calm'>, { shape: string; ground: string; ink: string }> = {
  life: { shape: 'M9 1h14l8 8v14l-8 8H9l-8-8V9z', ground: '#c4122f', ink: '#ffffff' },
  urgent: { shape: 'M16 1 31 30H1z', ground: '#ffb000', ink: '#1f1600' },
  lost: { shape: 'M1 1h30v30H1z', ground: '#ffb000', ink: '#1f1600' },
  silent: { shape: 'M1 1h30v30H1z', ground: '#e4e6e8', ink: '#1a2025' },
};
const CALM = '/favicon.svg';

/** The tab's icon as an address; it says how many wait, up to nine. */
export function drawFavicon(sign: TabSign, count: number): string {
  if (sign === 'calm') return CALM;
  const { shape, ground, ink } = SIGNS[sign];
  const mark =
    sign === 'lost'
      ? `<path d="M7 7 25 25M25 7 7 25" stroke="${ink}" stroke-width="5"/>`
      : sign === 'silent'
        ? `<path d="M6 12v8h5l7 6V6l-7 6zM21 12l7 8M28 12l-7 8" fill="${ink}" stroke="${ink}" stroke-width="2"/>`
        : `<text x="16" y="${sign === 'urgent' ? 27 : 24}" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${sign === 'urgent' ? 18 : 22}" fill="${ink}">${count > 9 ? '9+' : count}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="${shape}" fill="${ground}"/>${mark}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
