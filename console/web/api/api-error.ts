/** An answer of the platform that says no, or no answer at all (`status` 0, code `unreachable`). */
export class ApiError extends Error {
  readonly status: number;
  /** stable code of contracts/errors.ts, or `unreachable` */
  readonly code: string;
  /** seconds, when the platform says how long to wait */
  readonly retryAfter: number | undefined;

  constructor(fields: {
    status: number;
    code: string;
    detail: string;
    retryAfter?: number;
    cause?: unknown;
  }) {
    super(fields.detail, { cause: fields.cause });
    this.name = 'ApiError';
    this.status = fields.status;
    this.code = fields.code;
    this.retryAfter = fields.retryAfter;
  }
}
