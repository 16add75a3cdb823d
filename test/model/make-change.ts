import { take } from './changes.ts';
import { newName, type Lane } from './lane.ts';
import { siteOf, type Partner, type Site } from './world.ts';

// What people do at the vendors: through the sandbox's control interface, and the model is told.

export async function createSite(lane: Lane, name = newName(lane)): Promise<Site> {
  const { id } = await lane.vendors.change({ do: 'datto.createSite', name });
  const uid = String(id);
  take(lane.world, { what: 'site created', uid, name });
  return siteOf(lane.world, uid);
}

export async function createCompany(
  lane: Lane,
  name: string,
  under: Partner = 'root',
  isPartner = false,
): Promise<string> {
  const made = await lane.vendors.change({
    do: 'gravityzone.createCompany',
    name,
    parentId: lane.partnerIds[under],
    type: isPartner ? 0 : 1,
  });
  const id = String(made.id);
  take(lane.world, { what: 'company created', id, name, under, isPartner });
  return id;
}

export async function moveCompany(lane: Lane, id: string, to: Partner | 'folder'): Promise<void> {
  const inFolder = to === 'folder';
  await lane.vendors.change({
    do: 'gravityzone.moveCompany',
    companyId: id,
    newParentId: inFolder ? lane.folderId : lane.partnerIds[to],
  });
  take(lane.world, { what: 'company moved', id, under: inFolder ? 'root' : to, inFolder });
}

export async function renameCompany(lane: Lane, id: string, name: string): Promise<void> {
  await lane.vendors.change({ do: 'gravityzone.renameCompany', companyId: id, name });
  take(lane.world, { what: 'company renamed', id, name });
}

export async function deleteCompany(lane: Lane, id: string): Promise<void> {
  await lane.vendors.change({ do: 'gravityzone.deleteCompany', companyId: id });
  take(lane.world, { what: 'company deleted', id });
}

export async function hideCompany(lane: Lane, id: string, hidden: boolean): Promise<void> {
  await lane.vendors.change({ do: hidden ? 'hide' : 'reveal', vendor: 'gravityzone', id });
  take(lane.world, { what: 'company hidden', id, hidden });
}

export async function renamePackage(lane: Lane, companyId: string): Promise<void> {
  const { gravityzone } = await lane.vendors.state();
  const one = gravityzone.packages.find((each) => each.companyId === companyId);
  if (!one) throw new Error(`company ${companyId} has no package to rename`);
  const name = `Renamed by hand ${newName(lane)}`;
  await lane.vendors.change({ do: 'gravityzone.renamePackage', packageId: one.id, name });
  lane.packageNames.set(companyId, name);
  take(lane.world, { what: 'package renamed', companyId });
}

export async function renameSite(lane: Lane, uid: string): Promise<void> {
  const name = newName(lane);
  await lane.vendors.change({ do: 'datto.renameSite', siteUid: uid, name });
  take(lane.world, { what: 'site renamed', uid, name });
}

export async function manageSite(lane: Lane, uid: string, managed: boolean): Promise<void> {
  await lane.vendors.change({ do: 'datto.setOnDemand', siteUid: uid, onDemand: !managed });
  take(lane.world, { what: 'site managed', uid, managed });
}

export async function deleteSite(lane: Lane, uid: string): Promise<void> {
  await lane.vendors.change({ do: 'datto.deleteSite', siteUid: uid });
  take(lane.world, { what: 'site deleted', uid });
}
