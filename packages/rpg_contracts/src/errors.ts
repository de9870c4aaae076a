/**
 * The one catalogue of problems. A code is permanent: it is never renamed and never given another status,
 * because clients branch on it. `contracts/openapi` names the codes an operation can answer with.
 */
export const problemCatalogue = {
  // What is wrong with the request as such.
  request_malformed: { status: 400, title: 'The request cannot be read' },
  json_malformed: { status: 400, title: 'The body is not valid JSON' },
  json_duplicate_key: { status: 400, title: 'A key stands twice in one JSON object' },
  json_too_deep: { status: 400, title: 'The JSON is nested too deeply' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This cannot be done here' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  expectation_unsupported: { status: 417, title: 'Only 100-continue can be expected' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  body_too_large: { status: 413, title: 'The body is too large' },
  media_type_unsupported: { status: 415, title: 'The body has to be JSON' },
  request_invalid: { status: 422, title: 'The request does not fit the contract' },
  cursor_invalid: { status: 422, title: 'The cursor is not one of ours' },
  precondition_failed: { status: 412, title: 'It changed in the meantime' },
  precondition_required: { status: 428, title: 'If-Match is missing' },
  idempotency_key_reused: { status: 422, title: 'This key was used for another request' },
  request_in_progress: { status: 409, title: 'The same request is still being worked on' },
  rate_limited: { status: 429, title: 'Too many requests' },

  // Who is asking.
  token_missing: { status: 401, title: 'Sign in first' },
  token_invalid: { status: 401, title: 'The access token was refused' },
  token_expired: { status: 401, title: 'The access token has expired' },
  init_data_malformed: { status: 400, title: 'The launch data cannot be read' },
  init_data_invalid: { status: 401, title: 'The launch data is not signed for this bot' },
  init_data_future: { status: 401, title: 'The launch data comes from the future' },
  init_data_expired: { status: 401, title: 'The launch data is too old' },
  init_data_reuse_limit: { status: 429, title: 'The launch data was used too often' },
  refresh_token_invalid: { status: 401, title: 'The refresh token was refused' },
  refresh_token_expired: { status: 401, title: 'The refresh token has expired' },
  refresh_token_reused: { status: 401, title: 'The refresh token was used before' },
  sign_in_revoked: { status: 401, title: 'This sign-in was ended' },

  // What they may do.
  game_master_required: { status: 403, title: 'Only the game master may do that' },
  role_forbidden: { status: 403, title: 'Your role does not allow that' },
  owner_required: { status: 403, title: 'It belongs to somebody else' },

  // What is not there, or is not theirs to see.
  sign_in_not_found: { status: 404, title: 'There is no such sign-in' },
  campaign_not_found: { status: 404, title: 'There is no such campaign' },
  party_not_found: { status: 404, title: 'There is no such party' },
  member_not_found: { status: 404, title: 'There is no such member' },
  invite_not_found: { status: 404, title: 'This invite leads nowhere any more' },
  session_not_found: { status: 404, title: 'There is no such evening' },
  system_not_found: { status: 404, title: 'There is no such rule system' },
  character_not_found: { status: 404, title: 'There is no such character' },
  roll_not_found: { status: 404, title: 'There is no such roll' },

  // What the state does not allow.
  campaign_archived: { status: 409, title: 'The campaign is archived' },
  campaign_full: { status: 409, title: 'The table is full' },
  campaign_limit: { status: 409, title: 'You lead too many campaigns' },
  invite_limit: { status: 409, title: 'There are too many living invites' },
  character_limit: { status: 409, title: 'There are too many characters' },
  session_already_open: { status: 409, title: 'An evening is open already' },
  game_master_must_transfer: { status: 409, title: 'Hand over the game first' },
  game_master_role_fixed: { status: 409, title: 'The game master role moves by a transfer only' },
  event_id_conflict: { status: 409, title: 'This event id belongs to another event' },
  cursor_expired: { status: 410, title: 'What the cursor points at is gone' },

  // What the rules of the game do not allow.
  system_unknown: { status: 422, title: 'There is no such rule system' },
  member_unknown: { status: 422, title: 'This person is not at the table' },
  character_unknown: { status: 422, title: 'There is no such character here' },
  sheet_invalid: { status: 422, title: 'The sheet does not fit its rule system' },
  dice_syntax: { status: 422, title: 'This is not a dice expression' },
  dice_limit: { status: 422, title: 'Too many dice' },
  dice_name_unknown: { status: 422, title: 'The sheet has no such name' },
  dice_arithmetic: { status: 422, title: 'This cannot be computed' },
  event_type_unknown: { status: 422, title: 'There is no such event type' },
  event_not_publishable: { status: 422, title: 'Clients cannot publish this event type' },

  // What is wrong on our side.
  internal: { status: 500, title: 'Something went wrong on our side' },
  contract_violation: { status: 500, title: 'The service broke its own contract' },
  overloaded: { status: 503, title: 'Too busy for the moment' },
  temporarily_unavailable: { status: 503, title: 'Not available for the moment' },
} as const satisfies Record<string, { status: number; title: string }>

/** Permanent name of a problem. */
export type ProblemCode = keyof typeof problemCatalogue

/** One thing that is wrong with the input; the same shape as `ProblemError` in the contract. */
export interface ProblemDetail {
  readonly in: 'body' | 'path' | 'query' | 'header'
  /** JSON Pointer (RFC 6901) into that part. */
  readonly pointer: string
  /** Name of the violated rule, for programs. */
  readonly rule: string
  readonly message: string
}

/** What else an {@link RpgError} can say. */
export interface RpgErrorOptions {
  /** What happened this time and what to do next. Shown to the caller; put no secrets in it. */
  readonly detail?: string
  readonly errors?: readonly ProblemDetail[]
  /** Wait so long before trying again, in milliseconds. Becomes `Retry-After`. */
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/**
 * A failure with a permanent code. Thrown inside, turned into a problem document once at the edge.
 * Recognise it with {@link isRpgError}: two copies of this package may be loaded, and `instanceof` would
 * see only one of them.
 */
export class RpgError extends Error {
  override readonly name = 'RpgError'
  readonly code: ProblemCode
  readonly status: number
  /** Short summary of the kind of problem, from the catalogue. */
  readonly title: string
  readonly detail: string | undefined
  readonly errors: readonly ProblemDetail[] | undefined
  readonly retryAfterMs: number | undefined

  constructor(code: ProblemCode, options: RpgErrorOptions = {}) {
    super(options.detail ?? problemCatalogue[code].title, { cause: options.cause })
    this.code = code
    this.status = problemCatalogue[code].status
    this.title = problemCatalogue[code].title
    this.detail = options.detail
    this.errors = options.errors
    this.retryAfterMs = options.retryAfterMs
  }
}

/** Whether a caught value is an {@link RpgError}, by name and code. */
export function isRpgError(error: unknown): error is RpgError {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    error.name === 'RpgError' &&
    'code' in error &&
    typeof error.code === 'string' &&
    Object.hasOwn(problemCatalogue, error.code)
  )
}
