import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** The one shape of every error that the API answers. */
export interface ErrorBody {
  error: { code: string; message: string };
}

/** An error with its answer: a code for programs, and a sentence for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  /** When to try again, for 429 and 503. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    sentence: string,
    retryAfterSeconds?: number,
  ) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get body(): ErrorBody {
    return { error: { code: this.code, message: this.message } };
  }
}

export function notSignedIn(): ApiError {
  return new ApiError(
    401,
    'not-signed-in',
    'You are not signed in, or your session or token has ended. Sign in with `sitesync login`, or give a token that is in force.',
  );
}
