import type { Hook, z } from '@hono/zod-openapi';
import { ApiError, type ErrorBody } from './api-error.ts';
import type { ApiEnv } from './access.ts';

type Invalid = z.ZodError['issues'][number];

/** Answers input that does not fit with every field that is wrong, and why. */
export const refuseInvalid: Hook<unknown, ApiEnv, string, Response | undefined> = (result, c) => {
  if (result.success) return undefined;
  const sentences = result.error.issues.map((issue) => sentence(result.target, issue));
  const answer: ErrorBody = new ApiError(400, 'bad-input', sentences.join(' ')).body;
  return c.json(answer, 400);
};

function sentence(target: string, issue: Invalid): string {
  const field = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
  const where = field === '' ? `The ${target === 'json' ? 'body' : target}` : field;
  const why = issue.message.replace(/\.$/, '');
  return `${where}: ${why}.`;
}
