import { z } from 'zod';
import { channelSchema, recipientSchema } from './notification.ts';
import { policySchema } from './policy.ts';

/** What a supervisor is told about a policy before it matters. */
export const PREVIEW_WARNINGS = [
  'nobody_at_all',
  'nobody_in_first_minute',
  'only_screens',
  'nobody_for_target',
  'channel_not_configured',
  'channels_unknown',
  'would_be_refused',
] as const;

export const previewWarningSchema = z.object({ code: z.enum(PREVIEW_WARNINGS), text: z.string() });
export type PreviewWarning = z.infer<typeof previewWarningSchema>;

/** Who would be reached when, if something happened in a home. */
export const escalationPreviewSchema = z.object({
  policy: policySchema,
  rounds: z.array(
    z.object({
      /** seconds since the alarm */
      after: z.number().int(),
      calls: z.array(
        z.object({
          recipient: recipientSchema,
          channel: channelSchema,
          fallbacks: z.array(channelSchema),
          /** masked; absent for what has none to read */
          address: z.string().optional(),
          /** when it would leave: later than the round in quiet hours and for what is bundled */
          at: z.iso.datetime(),
        }),
      ),
      unreachable: z.array(z.object({ recipient: recipientSchema, code: z.string(), reason: z.string() })),
    }),
  ),
  warnings: z.array(previewWarningSchema),
});
export type EscalationPreview = z.infer<typeof escalationPreviewSchema>;
