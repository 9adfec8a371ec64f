/**
 * Every error the platform tells someone about, in one list: `code` → HTTP status and what to do.
 * docs/errors.md has the same list; a test compares them.
 */
export const ERRORS = {
  bad_request: {
    status: 400,
    title: 'The request is not as the API asks',
    remedy: 'Correct the fields named in `detail`.',
  },
  not_logged_in: { status: 401, title: 'Nobody is logged in', remedy: 'POST /api/v1/session first.' },
  wrong_credentials: {
    status: 401,
    title: 'Wrong user name or password',
    remedy: 'Check both; ask a supervisor for a new password.',
  },
  wrong_password: {
    status: 403,
    title: 'This is not your current password',
    remedy: 'Type the one with which you log in; a supervisor or admin can give you a new one.',
  },
  csrf_token: {
    status: 403,
    title: 'The x-csrf-token header is missing or stale',
    remedy: 'Send the csrfToken that GET /api/v1/session gives.',
  },
  role_forbids: { status: 403, title: 'Your role does not allow this', remedy: 'Ask a supervisor.' },
  out_of_scope: {
    status: 403,
    title: 'This lies outside your areas or homes',
    remedy: 'Ask a supervisor for access to the area.',
  },
  not_found: { status: 404, title: 'There is no such thing', remedy: 'Check the id.' },
  already_exists: {
    status: 409,
    title: 'This exists already',
    remedy: 'Use another name, or change the existing one.',
  },
  in_use: {
    status: 409,
    title: 'Something else still refers to this',
    remedy: 'Remove or move what refers to it first.',
  },
  version_conflict: {
    status: 409,
    title: 'The incident has changed since you saw it',
    remedy: 'Look at the new state and decide again.',
  },
  policy_changed: {
    status: 409,
    title: 'The policy has changed since you saw it',
    remedy: 'Look at the newest version and decide again.',
  },
  incident_resolved: {
    status: 409,
    title: 'The incident is resolved',
    remedy: 'A new alarm opens a new incident.',
  },
  incident_not_acknowledged: {
    status: 409,
    title: 'Nobody has acknowledged the incident',
    remedy: 'Acknowledge it first.',
  },
  incident_not_dispatched: {
    status: 409,
    title: 'Nobody has been dispatched',
    remedy: 'Dispatch someone first.',
  },
  incident_lease_held: {
    status: 409,
    title: 'Someone else is working on the incident',
    remedy: 'Wait for the lease to end, or ask a supervisor.',
  },
  incident_lease_running: { status: 409, title: 'The lease has not run out', remedy: 'Wait for its end.' },
  maintenance_over: {
    status: 409,
    title: 'This test or maintenance mode is over',
    remedy: 'Start a new one.',
  },
  handover_own: {
    status: 409,
    title: 'You have written this handover yourself',
    remedy: 'Let the one who takes over sign for it.',
  },
  handover_signed: {
    status: 409,
    title: 'Somebody has signed for this handover already',
    remedy: 'Read it in the history; what is open now is in the queue.',
  },
  answer_link_unknown: {
    status: 404,
    title: 'This link is not known',
    remedy: 'Open the newest message again; the whole link has to be there.',
  },
  answer_link_expired: {
    status: 410,
    title: 'This link is too old',
    remedy: 'If somebody still needs help, there is a newer message; else call them.',
  },
  too_many_requests: { status: 429, title: 'Too many requests', remedy: 'Wait as long as retry-after says.' },
  payload_too_large: { status: 413, title: 'The request body is too large', remedy: 'Send less at once.' },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    remedy: 'Try again; if it stays, tell the operator of the platform the request id.',
  },
  unavailable: {
    status: 503,
    title: 'A part of the platform is away',
    remedy: 'Try again in a few seconds.',
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** An error with a stable code and a detail that names the thing. The cause stays in the log, never in the answer. */
export class AnjuError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'AnjuError';
    this.code = code;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}
