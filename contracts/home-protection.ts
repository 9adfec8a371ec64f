import { z } from 'zod';
import { homeStateSchema } from './home-state.ts';

/** What a device last said of itself, up to half a minute old. Absent: it has never said. */
export const deviceStatusSchema = z.object({
  deviceId: z.string(),
  lastHeardAt: z.iso.datetime().optional(),
  /** percent */
  battery: z.number().int().optional(),
  /** since when it says so */
  batteryAt: z.iso.datetime().optional(),
  /** 0 to 255 */
  linkQuality: z.number().int().optional(),
  online: z.boolean().optional(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;

/** GET /homes/{id}/protection: whether this home is watched over, why not, and what each device said last. */
export const homeProtectionSchema = z.object({
  /** absent while nobody has judged the home yet: it counts as not protected */
  protection: homeStateSchema.pick({ state: true, reasons: true, since: true }).optional(),
  devices: z.array(deviceStatusSchema),
});
export type HomeProtection = z.infer<typeof homeProtectionSchema>;
