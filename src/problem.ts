/**
 * Every refusal this service can answer, listed once (RFC 9457). `title` is for developers;
 * sentences for readers come from the widget's strings by `code`.
 */
export const problems = {
  'bad-json': { status: 400, title: 'The body is not valid JSON' },
  unauthorized: { status: 401, title: 'Sign in or send a valid token' },
  forbidden: { status: 403, title: 'Not allowed from here or for this role' },
  'not-found': { status: 404, title: 'There is nothing here' },
  duplicate: { status: 409, title: 'The same text was sent a moment ago' },
  closed: { status: 409, title: 'The article no longer takes responses' },
  'invalid-transition': { status: 409, title: 'The item cannot move to that state' },
  conflict: { status: 409, title: 'Somebody else changed it first' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'Send Content-Type: application/json' },
  invalid: { status: 422, title: 'Some fields are missing, unknown or out of bounds' },
  'idempotency-key-reused': { status: 422, title: 'This id was used for a different request' },
  'proof-required': { status: 428, title: 'Solve a challenge first' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something broke on our side' },
  unavailable: { status: 503, title: 'The service cannot reach its database' },
} as const

export type ProblemCode = keyof typeof problems

/** `pointer` is a JSON pointer (RFC 6901) into the request. */
export interface FieldError {
  pointer: string
  detail: string
}

export interface ProblemOptions {
  detail?: string
  errors?: FieldError[]
  /** Answered as `Retry-After`. */
  retryAfterSeconds?: number
  cause?: unknown
}

/** Thrown for whatever the caller can act on; `onError` turns it into `application/problem+json`. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  readonly options: ProblemOptions

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? problems[code].title, { cause: options.cause })
    this.code = code
    this.options = options
  }

  get status() {
    return problems[this.code].status
  }
}

/** The wire shape. `instance` is the request's id, also in the log and in `X-Request-Id`. */
export function problemBody(problem: Problem, publicUrl: string, instance: string) {
  const { detail, errors } = problem.options
  return {
    type: `${publicUrl}/problems/${problem.code}`,
    code: problem.code,
    title: problems[problem.code].title,
    status: problem.status,
    ...(detail === undefined ? {} : { detail }),
    instance,
    ...(errors === undefined ? {} : { errors }),
  }
}
