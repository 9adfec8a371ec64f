import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AnjuError, ERRORS, type ErrorCode } from '../contracts/errors.ts';
import { databaseTrouble } from '../store/database-error.ts';

/** An error as the API tells it: RFC 9457, with a stable `code`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  remedy: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** Fastify's own errors that are the caller's doing, by code. */
const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_CSRF_MISSING_SECRET: 'csrf_token',
  FST_CSRF_INVALID_TOKEN: 'csrf_token',
};

/**
 * What to tell the caller. Nothing of an unexpected error but the request id, by which it stands in the log.
 * @param request where it happened; a foreign key that stops a DELETE means another thing than one that stops a write
 */
export function toProblem(error: unknown, request: { id: string; method: string }): Problem {
  if (error instanceof AnjuError) return problem(error.code, error.message);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const where = error.validationContext ?? 'request';
    const fields = error.validation.map(
      ({ instancePath, message }) =>
        `${[where, ...instancePath.split('/').filter(Boolean)].join('.')}: ${message}`,
    );
    // An id that cannot be one names nothing.
    return problem(where === 'params' ? 'not_found' : 'bad_request', fields.join('; '));
  }
  switch (databaseTrouble(error)) {
    case 'unique':
      return problem('already_exists', 'another one has the same name or address');
    case 'foreign_key':
      return request.method === 'DELETE'
        ? problem('in_use', 'something else still refers to it')
        : problem('bad_request', 'it refers to something that does not exist');
    case 'away':
      return problem('unavailable', 'the database (PostgreSQL) does not answer');
    case undefined:
  }
  const {
    code = '',
    statusCode = 500,
    message,
  } = (error ?? {}) as Partial<Error & { code: string; statusCode: number }>;
  const known = FASTIFY_CODES[code];
  if (known !== undefined) return problem(known, message ?? code);
  if (statusCode >= 400 && statusCode < 500) return problem('bad_request', message ?? code);
  return problem('internal', `request id ${request.id}`);
}

function problem(code: ErrorCode, detail: string): Problem {
  const { status, title, remedy } = ERRORS[code];
  return { type: `urn:anju:error:${code}`, title, status, detail, code, remedy };
}
