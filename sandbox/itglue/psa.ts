import type { Item } from './body.ts';
import { refusal, ItglueError } from './errors.ts';
import type { Include } from './resource.ts';
import type { ItglueRequest } from './route.ts';
import type { Psa } from './rows.ts';

/** `psa-integration`, whose values are unconfirmed. */
export function psaValue({ switches }: ItglueRequest, psa: Psa | null): string | boolean | null {
  const values = {
    name: psa?.integration ?? null,
    enabled: psa === null ? null : 'enabled',
    boolean: psa !== null,
  };
  return values[switches.get('itglue.psaIntegrationValue')];
}

/** What live lists carry without being asked (itglue.md 3.4). */
export function adaptersRelationship({ switches }: ItglueRequest): Record<string, unknown> {
  return switches.get('itglue.adaptersResources') === 'absent'
    ? {}
    : { 'adapters-resources': { data: [] } };
}

/** The PSA's record, in a shape that is unconfirmed. */
export const adaptersResources: Include<{ readonly id: string; readonly psa: Psa | null }> =
  ({ switches }) =>
  ({ psa }) => ({
    relationship: 'adapters-resources',
    included:
      psa === null || switches.get('itglue.adaptersResources') !== 'included'
        ? []
        : [
            {
              id: psa.id,
              type: 'adapters-resources',
              attributes: { 'adapter-type': psa.integration, 'external-id': psa.id },
            },
          ],
  });

/**
 * Refuses what would change a synced record: the PSA owns all but the attributes named
 * (itglue.md 3.1 and 3.4). What is sent counts, changed or not.
 */
export function refuseSynced(
  request: ItglueRequest,
  psa: Psa | null,
  { attributes }: Item,
  writable: readonly string[],
  open: readonly string[],
): void {
  if (psa === null) return;
  const closed = Object.keys(attributes).filter(
    (name) => writable.includes(name) && !open.includes(name),
  );
  if (closed.length > 0) throw syncedRefusal(request, closed);
}

export function syncedRefusal({ switches }: ItglueRequest, names: readonly string[]): ItglueError {
  return switches.get('itglue.psaRefusalBody') === 'detail'
    ? refusal(422, `cannot be changed on a synced record: ${names.join(', ')}`, 'data/attributes')
    : new ItglueError(422, [{ status: 422, title: 'Record is externally synced' }]);
}
