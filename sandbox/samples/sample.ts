import type { DattoSite, DattoStore } from '../datto-rmm/store.ts';
import type { GravityZoneStore } from '../gravityzone/store.ts';
import type { Itglue } from '../itglue/store.ts';
import type { Random } from '../random.ts';
import { fillDattoRmm } from './datto-sample.ts';
import { demoCompanies, demoSites } from './demo.ts';
import { fillGravityZone } from './gravityzone-sample.ts';
import { demoMatching, demoOrganizations } from './demo-matching.ts';
import { addHardware } from './hardware.ts';
import { fillItglue } from './itglue-sample.ts';
import type { MatchingOccurrence } from './matching-cases.ts';
import type { ItglueComposition } from './organization-specification.ts';
import { plainSites } from './plain-sites.ts';
import type { Branch, CompanySpecification, SiteSpecification } from './site-specification.ts';
import { smallMatching, smallOrganizations } from './small-matching.ts';
import { smallCompanies, smallSites } from './small.ts';

export type Msp = 'small' | 'demo' | 'large';

interface Composition {
  readonly sites: readonly SiteSpecification[];
  readonly companies: readonly CompanySpecification[];
  /** Sites apart from the three system sites, which are always there as well. */
  readonly siteCount: number;
  readonly devicesPerSite: number;
  readonly itglue: ItglueComposition;
}

const demoItglue: ItglueComposition = {
  matching: demoMatching,
  organizationsWithoutSite: demoOrganizations,
  devices: 'everyCase',
};

const compositions: Readonly<Record<Msp, Composition>> = {
  small: {
    sites: smallSites,
    companies: smallCompanies,
    siteCount: smallSites.length,
    devicesPerSite: 3,
    itglue: {
      matching: smallMatching,
      organizationsWithoutSite: smallOrganizations,
      devices: 'plain',
    },
  },
  demo: {
    sites: demoSites,
    companies: demoCompanies,
    siteCount: demoSites.length,
    devicesPerSite: 8,
    itglue: demoItglue,
  },
  large: {
    sites: demoSites,
    companies: demoCompanies,
    siteCount: 300,
    devicesPerSite: 10,
    itglue: demoItglue,
  },
};

/** Where a branch occurs: the site, and the companies that its name stands for. */
export interface BranchOccurrence {
  readonly branch: Branch;
  readonly siteUid: string;
  readonly siteName: string;
  readonly companyIds: readonly string[];
}

/** Where each branch and each case of matching occurs. */
export interface SampleNotes {
  readonly branches: readonly BranchOccurrence[];
  readonly matching: readonly MatchingOccurrence[];
}

/**
 * Fills all vendors with one MSP. `sites` overrides the number of sites (the system sites come
 * on top): fewer cuts the list, more adds plain ones. `devices` is spread over them.
 */
export function fillSample(
  stores: { dattoRmm: DattoStore; gravityzone: GravityZoneStore; itglue: Itglue },
  options: { msp: Msp; sites: number | undefined; devices: number | undefined },
  random: Random,
): SampleNotes {
  const composition = compositions[options.msp];
  const siteCount = options.sites ?? composition.siteCount;
  const named = composition.sites.slice(0, siteCount);
  const taken = new Set([...composition.sites, ...composition.companies].map(({ name }) => name));
  const specifications = [
    ...named,
    ...plainSites(siteCount - named.length, taken, random.fork('names')),
  ];
  const deviceCount = options.devices ?? siteCount * composition.devicesPerSite;
  const sites = fillDattoRmm(
    stores.dattoRmm,
    specifications,
    deviceCount,
    random.fork('datto sample'),
  );
  const companyIds = fillGravityZone(
    stores.gravityzone,
    specifications,
    composition.companies,
    random.fork('gravityzone sample'),
  );
  addHardware(stores.dattoRmm, random.fork('hardware'));
  const matching = fillItglue(
    stores.itglue,
    stores.dattoRmm,
    sites,
    composition.itglue,
    random.fork('itglue sample'),
  );
  const occurrences = sites.map((site, index) => ({
    branch: specifications[index]?.branch ?? 'noCompany',
    siteUid: site.uid,
    siteName: site.name,
    companyIds: companyIds[index] ?? [],
  }));
  return {
    branches: [...occurrences, ...systemSites(stores.dattoRmm, sites[0]?.accountUid)],
    matching,
  };
}

function systemSites(store: DattoStore, accountUid: string | undefined): BranchOccurrence[] {
  return store.sites
    .all()
    .filter((site: DattoSite) => site.system !== null && site.accountUid === accountUid)
    .map(({ uid, name }) => ({
      branch: 'systemSite',
      siteUid: uid,
      siteName: name,
      companyIds: [],
    }));
}
