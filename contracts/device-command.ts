import { z } from 'zod';

/** What the device that pressed says to the person at home (CONTRACT, DOMAIN rule 4). */
export const STAGES = ['received', 'accepted', 'help_coming', 'closed'] as const;
export const stageSchema = z.enum(STAGES);
export type Stage = z.infer<typeof stageSchema>;

/** The JSON on `devices/{deviceId}/commands`. */
export const incidentCommandSchema = z.object({
  /** the same when it is sent again, so that a device can tell */
  id: z.string(),
  type: z.literal('incident'),
  stage: stageSchema,
  incidentId: z.string(),
  /** whose alarm it was: another than the receiver where a gateway speaks for it */
  deviceId: z.string(),
  /** RFC 3339 */
  at: z.iso.datetime(),
});
export type IncidentCommand = z.infer<typeof incidentCommandSchema>;

/** A command that nobody came for within this time is not delivered any more: an old stage helps nobody. */
export const COMMAND_LIFETIME_MS = 7 * 24 * 3_600_000;

/** The JSON on DOWNLINK_CHANNEL: something waits for these devices or gateways. What it is stands in the database. */
export const commandNoticeSchema = z.object({ deviceIds: z.array(z.string()) });
export type CommandNotice = z.infer<typeof commandNoticeSchema>;
