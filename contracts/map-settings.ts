import { z } from 'zod';

/** Absent `tiles`: no source of map tiles is configured, a map is drawn on a plain ground. */
export const mapSettingsSchema = z.object({
  tiles: z
    .object({
      /** with `{z}`, `{x}` and `{y}` */
      url: z.string(),
      /** plain text, shown on the map */
      attribution: z.string(),
    })
    .optional(),
});
export type MapSettings = z.infer<typeof mapSettingsSchema>;
