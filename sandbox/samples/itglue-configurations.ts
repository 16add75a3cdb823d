import type { DattoStore } from '../datto-rmm/store.ts';
import type { ItglueStore } from '../itglue/store.ts';
import type { Random } from '../random.ts';
import { ConfigurationMaker, type Source } from './configuration-maker.ts';
import { addRareCases } from './device-cases.ts';
import type { SiteOrganizations } from './itglue-organizations.ts';
import type { MatchingOccurrence, OrdinaryCase } from './matching-cases.ts';
import type { ItglueComposition } from './organization-specification.ts';

/** How common each ordinary case is, out of 100. */
const shares: readonly [OrdinaryCase, number][] = [
  ['serialAndMac', 66],
  ['serialOnly', 8],
  ['macOnly', 7],
  ['otherMac', 4],
  ['nameOnly', 4],
  ['archivedConfiguration', 3],
  ['noConfiguration', 8],
];

/**
 * Configurations for the devices of sites that have an organization. A few devices make
 * the rare cases; the others draw an ordinary one.
 */
export function addConfigurations(
  store: ItglueStore,
  dattoRmm: DattoStore,
  sites: readonly SiteOrganizations[],
  { devices }: ItglueComposition,
  random: Random,
): MatchingOccurrence[] {
  const bySite = Map.groupBy(
    dattoRmm.devices.all().filter(({ deleted }) => !deleted),
    ({ siteUid }) => siteUid,
  );
  const maker = new ConfigurationMaker(store, dattoRmm, random);
  const sources = sites.flatMap((site): Source[] => {
    const [organizationId] = site.organizationIds;
    if (organizationId === undefined) return [];
    return (bySite.get(site.siteUid) ?? []).map(({ uid }) => ({
      siteUid: site.siteUid,
      organizationId,
      deviceUid: uid,
    }));
  });
  // Elsewhere a rare case would meet an uncertain organization as well.
  const clear = new Set(sites.filter((one) => one.case === 'sameName').map((one) => one.siteUid));
  const left = devices === 'everyCase' ? addRareCases(maker, sources, clear) : sources;
  for (const source of left) {
    if (devices === 'everyCase') addDrawn(maker, source, random);
    else maker.add('serialAndMac', [source]);
  }
  for (const { organizationIds } of sites) {
    const [organizationId] = organizationIds;
    if (organizationId !== undefined && devices === 'everyCase') maker.addOld(organizationId);
  }
  return maker.occurrences();
}

function addDrawn(maker: ConfigurationMaker, source: Source, random: Random): void {
  let left = random.integer(1, 100);
  for (const [deviceCase, share] of shares) {
    left -= share;
    if (left <= 0) {
      maker.add(deviceCase, [source]);
      return;
    }
  }
}
