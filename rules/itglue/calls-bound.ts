/** What the IT Glue part of a steady run's calls is made of. */
export interface ItglueBoundSizes {
  /** Devices of each managed site; a site without any still takes a call. */
  readonly devicesBySite: readonly number[];
  /** Devices whose last audit was another than the one that was read before. */
  readonly auditsChanged: number;
  readonly organizations: number;
  readonly configurations: number;
}

/** Datto RMM's and IT Glue's largest pages (datto-rmm.md 4, itglue.md 2.2). */
const pageSizes = { devices: 250, itglue: 1_000 } as const;

/** Devices and their network interfaces are two listings (datto-rmm.md 5.4). */
const listingsOfSite = 2;

/**
 * The fewest calls that the IT Glue part of a steady run can make (spec 5.6): the device and
 * interface pages of each site, one audit per device whose audit changed, and the pages of
 * organizations and configurations. The pages of sites are counted with the run's other part.
 */
export function itglueCallsBound({
  devicesBySite,
  auditsChanged,
  organizations,
  configurations,
}: ItglueBoundSizes): number {
  const pages = (items: number, size: number) => Math.max(1, Math.ceil(items / size));
  const ofSites = devicesBySite.map((count) => listingsOfSite * pages(count, pageSizes.devices));
  return (
    ofSites.reduce((sum, calls) => sum + calls, 0) +
    auditsChanged +
    pages(organizations, pageSizes.itglue) +
    pages(configurations, pageSizes.itglue)
  );
}
