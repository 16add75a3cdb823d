import type { Actor } from '../actor.ts';

/** Who somebody is, in a sentence. */
export function actorName(actor: Actor | null): string {
  switch (actor?.kind) {
    case 'person':
      return actor.name;
    case 'token':
      return `the token “${actor.name}”`;
    case 'run':
      return 'a sync run';
    case 'install':
      return 'somebody at the install’s host';
    case undefined:
      return 'nobody on record';
  }
}

/** Whether two are the same person or token. */
export function sameActor(a: Actor, b: Actor): boolean {
  if (a.kind !== b.kind) return false;
  return a.kind === 'install' || ('id' in b && a.id === b.id);
}
