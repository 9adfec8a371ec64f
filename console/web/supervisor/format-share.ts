import type { Counted } from '../../../contracts/statistics.ts';

/** A part of 1 in per cent with one decimal: `97.5 %`, `97.5%`. Never rounded up to a target that was missed. */
export function formatShare(share: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    roundingMode: 'floor',
  }).format(Math.round(share * 1e9) / 1e9);
}

/** Undefined where nothing counts. */
export function shareOf({ met, of }: Counted): number | undefined {
  return of === 0 ? undefined : met / of;
}
