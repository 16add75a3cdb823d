import {
  createForeignCompany,
  createForeignPackage,
  foreignCompanies,
  setForeignVariable,
} from './foreigners.ts';
import type { Kill } from './kills.ts';
import type { Lane } from './lane.ts';
import type { WantedSite } from './ledger.ts';

/** A kill on the write for one site, and what somebody else does while the worker is dead. */
export interface Interference {
  kill: Kill;
  site: WantedSite;
  /** Makes something of the same name in between. */
  act(): Promise<void>;
}

export function interference(lane: Lane, kill: Kill, site: WantedSite): Interference {
  const { scene, random, happened } = lane;
  const act = (): Promise<void> => {
    switch (kill.subject) {
      case 'company':
        return createForeignCompany(scene, site, random.pick(foreignCompanies));
      case 'package':
        return createForeignPackage(scene, site);
      case 'variable':
        return setForeignVariable(scene, site);
    }
  };
  return {
    kill,
    site,
    async act() {
      await act();
      const what = site.foreigner ?? '';
      happened.foreigners[what] = (happened.foreigners[what] ?? 0) + 1;
    },
  };
}
