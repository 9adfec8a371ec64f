import { z } from 'zod';
import type { Api } from '../api-client.ts';
import type { Point } from './judge-readings.ts';
import type { StoredPoints } from './stored-points.ts';

const readingSchema = z.object({ time: z.string(), seq: z.number().optional() });

/**
 * Looks for readings through the HTTP API, where InfluxDB itself cannot be reached. It finds what stands under a time
 * at which it may stand; a copy under another time it does not see.
 * @param homeOf the home of a device
 */
export function pointsOverHttp(api: Api, homeOf: (device: string) => string | undefined): StoredPoints {
  return {
    read: async (wanted) => {
      const all: Point[][] = [];
      for (const { device, seq, time } of wanted) {
        const home = homeOf(device);
        const query = `deviceId=${device}&from=${time.from}&to=${time.to + 1}&limit=20000`;
        const items =
          home === undefined ? [] : await api.list(`/homes/${home}/readings?${query}`, readingSchema);
        all.push(
          items.flatMap((item) =>
            item.seq !== undefined && item.seq >= seq.from && item.seq <= seq.to
              ? [{ seq: item.seq, time: Date.parse(item.time), home }]
              : [],
          ),
        );
      }
      return all;
    },
  };
}
