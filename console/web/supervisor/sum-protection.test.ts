import { expect, it } from 'vitest';
import type { AreaProtection } from '../../../contracts/home-state.ts';
import { sumProtection } from './sum-protection.ts';

const area = (areaId: string, homes: number, parentId?: string): AreaProtection => ({
  areaId,
  name: areaId,
  ...(parentId !== undefined && { parentId }),
  counts: { protected: homes, impaired: 0, unprotected: 1, maintenance: 0 },
});

it('counts a home once, though every area above it has it too', () => {
  expect(sumProtection([area('street', 3, 'district'), area('district', 5), area('other', 2)])).toEqual({
    protected: 7,
    impaired: 0,
    unprotected: 2,
    maintenance: 0,
  });
});

it('counts an area whose parent the reader does not see', () => {
  expect(sumProtection([area('street', 3, 'hidden')]).protected).toBe(3);
});

it('of no area is nothing', () => {
  expect(sumProtection([])).toEqual({ protected: 0, impaired: 0, unprotected: 0, maintenance: 0 });
});
