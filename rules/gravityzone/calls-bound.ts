/** What the lower bound of a steady run's calls is made of. */
export interface BoundSizes {
  /** Every site that Datto RMM lists, on-demand ones and the system's included. */
  readonly sites: number;
  /** Companies and folders below the root. */
  readonly companies: number;
  /** Associations whose site is listed and managed. */
  readonly associations: number;
}

/** Datto RMM's and GravityZone's largest pages (datto-rmm.md 4, gravityzone.md 4.5). */
const pageSizes = { sites: 250, companies: 1_000 } as const;

/** Install links come in one call, and packages are listed only where a link is missing. */
const linkCalls = 1;

/**
 * The fewest calls that a steady run can make (spec 5.6): the pages of sites and of the company
 * tree, the installation links, and one variables listing per associated site.
 */
export function callsBound({ sites, companies, associations }: BoundSizes): number {
  return sitePages(sites) + pages(companies, pageSizes.companies) + linkCalls + associations;
}

/** The fewest calls that read all sites. */
export function sitePages(sites: number): number {
  return pages(sites, pageSizes.sites);
}

function pages(items: number, size: number): number {
  return Math.max(1, Math.ceil(items / size));
}
