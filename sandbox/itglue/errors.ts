import { emptyAnswer, htmlAnswer, type Answer } from '../http/answer.ts';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  504: 'Gateway Timeout',
};

/** One member of `errors`. Live ones vary in form, so these keep to the bodies seen (itglue.md 4). */
export interface ErrorObject {
  readonly status: number | string;
  readonly title: string;
  readonly detail?: string | readonly string[];
  readonly source?: { readonly pointer: string };
}

/** Thrown by a handler; becomes an answer of that status with these errors. */
export class ItglueError extends Error {
  readonly status: number;
  readonly errors: readonly ErrorObject[];
  readonly form: ErrorForm;

  constructor(status: number, errors: readonly ErrorObject[], form: ErrorForm = 'errors') {
    super(errors.map(({ title, detail }) => `${title} ${String(detail ?? '')}`).join('; '));
    this.status = status;
    this.errors = errors;
    this.form = form;
  }
}

export type ErrorForm = 'errors' | 'html' | 'empty';

/** A refusal with the status's own title. */
export function refusal(
  status: number,
  detail: string | readonly string[],
  pointer?: string,
): ItglueError {
  return new ItglueError(status, [
    {
      status,
      title: reasons[status] ?? 'Error',
      detail,
      ...(pointer === undefined ? {} : { source: { pointer } }),
    },
  ]);
}

/** The message stands in the title and the status is a word (itglue.md 4). */
export function wordedRefusal(title: string, pointer = 'data'): ItglueError {
  return new ItglueError(422, [{ status: 'unprocessable_entity', title, source: { pointer } }]);
}

/** What a key may not use, on reads and writes alike (itglue.md 4). */
export function unauthorized(): ItglueError {
  return refusal(401, 'Unauthorized resource access', 'id');
}

export function errorAnswer(
  status: number,
  errors: readonly ErrorObject[],
  form: ErrorForm = 'errors',
  headers: Record<string, string> = {},
): Answer {
  if (form === 'html') return htmlAnswer(status, pageTitle(status), headers);
  if (form === 'empty') return emptyAnswer(status, headers);
  return jsonApiAnswer(status, { errors }, headers);
}

/** An error that has no more to say than its status. */
export function plainError(
  status: number,
  form: ErrorForm,
  headers: Record<string, string> = {},
): Answer {
  return errorAnswer(status, [{ status, title: reasons[status] ?? 'Error' }], form, headers);
}

export function jsonApiAnswer(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/vnd.api+json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

function pageTitle(status: number): string {
  return status === 404
    ? "The page you were looking for doesn't exist (404)"
    : (reasons[status] ?? 'Error');
}
