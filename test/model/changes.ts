import { companyOf, siteOf } from './world.ts';
import type { Partner, World } from './world.ts';

/** What people do at the vendors, as the model hears of it. */
export type Change =
  | { what: 'site created'; uid: string; name: string }
  | { what: 'site renamed'; uid: string; name: string }
  | { what: 'site deleted'; uid: string }
  | { what: 'site managed'; uid: string; managed: boolean }
  | { what: 'company created'; id: string; name: string; under: Partner; isPartner: boolean }
  | { what: 'company renamed'; id: string; name: string }
  | { what: 'company moved'; id: string; under: Partner; inFolder: boolean }
  | { what: 'company deleted'; id: string }
  | { what: 'company hidden'; id: string; hidden: boolean }
  /** Sitesync takes no notice of it. */
  | { what: 'package renamed'; companyId: string };

export function take(world: World, change: Change): void {
  switch (change.what) {
    case 'site created': {
      const { uid, name } = change;
      const unknown = { association: null, hasVariable: false, refusedName: null };
      world.sites.push({ uid, name, managed: true, exists: true, ...unknown });
      return;
    }
    case 'site renamed':
      siteOf(world, change.uid).name = change.name;
      return;
    case 'site deleted':
      siteOf(world, change.uid).exists = false;
      return;
    case 'site managed':
      siteOf(world, change.uid).managed = change.managed;
      return;
    case 'company created': {
      const { what: _, ...company } = change;
      world.companies.push({ ...company, inFolder: false, hidden: false, exists: true });
      return;
    }
    case 'company renamed':
      companyOf(world, change.id).name = change.name;
      return;
    case 'company moved':
      Object.assign(companyOf(world, change.id), {
        under: change.under,
        inFolder: change.inFolder,
      });
      return;
    case 'company deleted':
      companyOf(world, change.id).exists = false;
      return;
    case 'company hidden':
      companyOf(world, change.id).hidden = change.hidden;
      return;
    case 'package renamed':
      return;
  }
}
