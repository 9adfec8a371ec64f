import { z } from 'zod';
import { localeSchema } from '../contracts/notification.ts';

/** Fields that several routes read, so that they mean the same everywhere. */
export const idField = z.uuid('must be an id (UUID)').toLowerCase();

/** Length is what counts (NIST SP 800-63B): no rules about signs and capitals. */
export const newPasswordField = z.string().min(8, 'must have at least 8 characters').max(1000);

export const nameField = z.string().trim().min(1, 'must not be empty').max(200);

/** Something that may be unknown: `null` or an empty text clears it. */
export const optionalText = z
  .string()
  .trim()
  .max(200)
  .nullable()
  .transform((text) => (text === '' ? null : text))
  .optional();

/** The same for what is written in sentences. */
export const optionalLongText = z
  .string()
  .trim()
  .max(2000)
  .nullable()
  .transform((text) => (text === '' ? null : text))
  .optional();

/** A number as people write it. */
export const phoneField = z
  .string()
  .trim()
  .regex(/^\+?[\d\s().-]{5,30}$/, 'must be a telephone number: digits, spaces, hyphens and a leading +');

/** How a user is reached: the same for who manages users and for everybody's own. */
export const reachabilityFields = {
  phone: phoneField.nullable().optional(),
  email: z.email('must be an e-mail address').max(200).nullable().optional(),
  locale: localeSchema.optional(),
};

/** RFC 3339 or epoch ms. */
export const instantField = z
  .string()
  .refine((text) => !Number.isNaN(parseInstant(text).getTime()), {
    error: 'must be a time: RFC 3339 (2026-01-31T08:00:00Z) or epoch ms',
  })
  .transform(parseInstant);

function parseInstant(text: string): Date {
  // A `+` of an offset that was not percent-encoded arrives as a space.
  const iso = /^(\d{4}-\d\d-\d\dT\S+) (\d\d:\d\d)$/.exec(text);
  if (iso) return new Date(`${iso[1]}+${iso[2]}`);
  if (/^\d{1,15}$/.test(text)) return new Date(Number(text));
  return new Date(/^\d{4}-\d\d-\d\d/.test(text) ? text : Number.NaN);
}

export function limitField(fallback: number, max: number) {
  return z.coerce.number().int().min(1).max(max).default(fallback);
}

/** A list is read page by page: `nextCursor` of one is `cursor` of the next. */
export const pageQuery = z.object({ limit: limitField(100, 1000), cursor: idField.optional() });

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

export const noContent = z.undefined().describe('done');
