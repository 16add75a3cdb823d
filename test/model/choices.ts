import type { Choice } from './decide.ts';
import { isNameFree } from './sites-in-state.ts';
import { companyOf } from './world.ts';
import type { ModelEvent, Site, World } from './world.ts';

/** What an operator has at hand for a choice. */
export interface AtHand {
  newName: () => string;
  /** A company that nobody uses; it is used up by asking. */
  spareCompany: () => string | undefined;
}

/** What an operator may decide on an event; those at the end are to be refused. */
export function choicesOn(
  world: World,
  event: ModelEvent,
  site: Site,
  { newName, spareCompany }: AtHand,
): (() => Choice)[] {
  const ignore = (): Choice => ({ do: 'ignore' });
  const companies = () => event.facts.split(' and ').map((id) => companyOf(world, id));
  switch (event.type) {
    case 'destination-creation':
      return [() => ({ do: 'create', name: newName() }), ignore];
    case 'destination-moved':
      return [() => ({ do: 'move' }), ignore];
    case 'destination-deleted': {
      const byName = (): Choice => ({ do: 'recreate', name: newName() });
      const another = (): Choice => {
        const companyId = spareCompany();
        return companyId === undefined ? byName() : { do: 'associate', companyId };
      };
      // A company out of sight keeps its name.
      const byItself = event.facts.endsWith('not found') && isNameFree(world, site);
      return [byName, another, ignore, ...(byItself ? [(): Choice => ({ do: 'recreate' })] : [])];
    }
    case 'association-missing': {
      const [, ...others] = companies();
      if (others.length > 0) {
        const other = (id: string) => (): Choice => ({ do: 'associate', companyId: id });
        return [...others.map(({ id }) => other(id)), ignore];
      }
      const renameIt = (): Choice => ({ do: 'rename-existing', prefix: 'Old' });
      return [() => ({ do: 'associate' }), renameIt, ignore];
    }
    case 'prefix-association-missing':
      return [() => ({ do: 'associate' }), () => ({ do: 'rename-to-site' }), ignore];
    case 'source-deleted': {
      const name = companyOf(world, site.association?.companyId ?? '').name;
      return [
        () => ({ do: 'delete-company', name }),
        () => ({ do: 'keep-company' }),
        ignore,
        () => ({ do: 'delete-company', name: 'Another Name Ltd' }),
      ];
    }
  }
}
