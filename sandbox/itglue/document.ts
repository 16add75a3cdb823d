import type { Outcome } from '../http/call.ts';
import type { Effect } from '../http/request-log.ts';
import { jsonApiAnswer } from './errors.ts';
import type { ItglueRequest } from './route.ts';

/** A resource as answers show it: text id, attributes in kebab case. */
export interface ResourceObject {
  readonly id: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, unknown>>;
}

export function document(
  status: number,
  data: ResourceObject | readonly ResourceObject[],
  effect: Effect | null = null,
  more: Record<string, unknown> = {},
): Outcome {
  return { answer: jsonApiAnswer(status, { data, ...more }), effect };
}

/** Foreign keys in attributes are numbers though ids are texts (itglue.md 2.1). */
export function foreignKey(id: string | null): number | null {
  return id === null ? null : Number(id);
}

/** Builds times as attributes show them. */
export function timestamp(request: ItglueRequest): (atMs: number | null) => string | null {
  const whole = request.switches.get('itglue.timestamps') === 'seconds';
  return (atMs) => {
    if (atMs === null) return null;
    const text = new Date(atMs).toISOString();
    return whole ? text.replace(/\.\d+Z$/, 'Z') : text;
  };
}

/** `created-at` and `updated-at`. */
export function stampsView(request: ItglueRequest) {
  const shown = timestamp(request);
  return ({ createdAtMs, updatedAtMs }: { createdAtMs: number; updatedAtMs: number }) => ({
    'created-at': shown(createdAtMs),
    'updated-at': shown(updatedAtMs),
  });
}

/** A record's address in the web application. */
export function resourceUrl(request: ItglueRequest, path: string): string {
  return `https://${request.store.subdomain}.itglue.com/${path}`;
}
