import type { AreaProtection } from '../../../contracts/home-state.ts';
import { PROTECTION_STATES, type ProtectionCounts } from '../../../contracts/protection.ts';

/** All homes of these areas, each once: an area has those below it already. */
export function sumProtection(areas: readonly AreaProtection[]): ProtectionCounts {
  const listed = new Set(areas.map(({ areaId }) => areaId));
  const sum: ProtectionCounts = { protected: 0, impaired: 0, unprotected: 0, maintenance: 0 };
  for (const { parentId, counts } of areas) {
    if (parentId !== undefined && listed.has(parentId)) continue;
    for (const state of PROTECTION_STATES) sum[state] += counts[state];
  }
  return sum;
}
