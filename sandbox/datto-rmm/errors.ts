import type { Switches } from '../switches/switches.ts';
import type { Clock } from '../clock.ts';
import { emptyAnswer, htmlAnswer, jsonAnswer, type Answer } from '../http/answer.ts';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  429: 'Too Many Requests',
};

/** Thrown by a handler; becomes an ErrorResponse. */
export class DattoError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Spring Boot's ErrorResponse (datto-rmm.md 5.0). */
export function errorResponse(
  { switches, clock }: { switches: Switches; clock: Clock },
  path: string,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  const shownPath =
    switches.get('dattoRmm.errorPath') === 'withApi' ? path : path.replace(/^\/api(?=\/)/, '');
  return jsonAnswer(
    status,
    {
      timestamp: clock.nowMs(),
      status,
      error: reasons[status] ?? 'Error',
      path: shownPath,
      ...(switches.get('dattoRmm.errorMessage') === 'present' ? { message } : {}),
    },
    headers,
  );
}

/** An error whose body the pages leave open. */
export function openError(
  form: 'errorResponse' | 'html' | 'empty',
  context: { switches: Switches; clock: Clock },
  path: string,
  status: number,
  headers: Record<string, string> = {},
): Answer {
  const reason = reasons[status] ?? 'Error';
  const answers = {
    errorResponse: errorResponse(context, path, status, reason, headers),
    html: htmlAnswer(status, reason, headers),
    empty: emptyAnswer(status, headers),
  };
  return answers[form];
}
