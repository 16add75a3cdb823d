/** A managed site that is to end with one company, one package and one variable. */
export interface WantedSite {
  uid: string;
  name: string;
  /** Every name under which its company may be created: its own, and one that a person gave. */
  companyNames: string[];
  /** Its company was there before, to be associated. */
  hasCompany: boolean;
  /** What somebody else made in its way; then it may stay without its company, but is reported. */
  foreigner: string | null;
}

/** Something that somebody else made at a vendor. */
export interface Foreigner {
  kind: 'company' | 'package' | 'variable';
  id: string;
  /** A company that the association rule (one namesake, a customer under the root) may take. */
  isAssociable: boolean;
}

/** What a script set up by itself: the oracle's knowledge of who wanted and who made what. */
export class Ledger {
  readonly sites: WantedSite[] = [];
  readonly foreigners: Foreigner[] = [];
  /** Companies that were there before, for sites to be associated with. */
  readonly existing = new Set<string>();

  isForeign(kind: string, id: string): boolean {
    return this.foreigners.some((one) => one.kind === kind && one.id === id);
  }

  siteOfCompany(name: string): WantedSite | undefined {
    return this.sites.find(({ companyNames }) => companyNames.includes(name));
  }

  /** A package's name begins with `Sitesync` and the first 8 characters of the site's uid. */
  siteOfPackage(name: string): WantedSite | undefined {
    return this.sites.find(({ uid }) => name.startsWith(`Sitesync ${uid.slice(0, 8)} `));
  }

  siteOfPath(path: string): WantedSite | undefined {
    return this.sites.find(({ uid }) => path.includes(`/site/${uid}/`));
  }
}
