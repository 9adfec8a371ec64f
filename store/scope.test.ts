import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CANARY } from '../contracts/canary.ts';
import { coversHome, coversPath, type Scope } from './scope.ts';

const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ all: true }),
  fc.record({
    all: fc.constant<false>(false),
    areaIds: fc.subarray([CANARY.areaId, 'district', 'community']),
    homeIds: fc.subarray([CANARY.homeId, 'home']),
  }),
);

test('the home of the canary is in nobody’s scope, not even that of who sees everything', () => {
  fc.assert(
    fc.property(scope, (someone) => {
      expect(coversPath(someone, [CANARY.areaId])).toBe(false);
      expect(coversHome(someone, { id: CANARY.homeId, path: [CANARY.areaId, 'district'] })).toBe(false);
      expect(coversHome(someone, { id: CANARY.homeId, path: ['district'] })).toBe(false);
    }),
  );
});
