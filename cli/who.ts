import type { Answer, ApiClient } from '../api/client.ts';

type Actor = Answer<ApiClient['v1']['audit']['$get']>['rows'][number]['actor'];

/** Who did something, as people read it. */
export function who(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return actor.name;
    case 'token':
      return `token ${actor.name}`;
    case 'run':
      return `run ${actor.id.slice(0, 8)}`;
    case 'install':
      return 'this install';
  }
}
