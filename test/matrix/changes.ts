import type { Hands } from './hands.ts';

/** What people do at the vendors. `site` is the case's own, there and associated already if it says so. */
interface Change {
  /** The site is there and has been associated with a company of its name before the change. */
  associated: boolean;
  /** @returns the uid of the site that it is about, where it is not the one given. */
  happens: (hands: Hands, site: { name: string; uid: string }) => Promise<string | void>;
}

const associated = (happens: Change['happens']): Change => ({ associated: true, happens });
/** The site is there, without an association and without a company of its name. */
const unassociated = (happens: Change['happens']): Change => ({ associated: false, happens });

const prefix = 'New';
/** With the name before it longer than the 64 characters of a company's name. */
const tooLong = ', of which nobody has ever said the name in one breath, not even once';

/** Every change at the vendors that the matrix looks at, by name. */
export const changes = {
  siteOfLongName: unassociated((hands, { name, uid }) =>
    hands.do('datto.renameSite', { siteUid: uid, name: `${name}${tooLong}` }),
  ),
  nameOfAssociatedCompany: associated(async (hands, { name, uid }) => {
    await hands.do('datto.renameSite', { siteUid: uid, name: `${name} of old` });
    return hands.createSite(name);
  }),
  nameOutOfSight: unassociated(async (hands, { name }) => {
    await hands.createCompany(name, { parentId: hands.otherPartnerId });
  }),
  nameOutOfSightInCapitals: unassociated(async (hands, { name }) => {
    await hands.createCompany(name.toUpperCase(), { parentId: hands.otherPartnerId });
  }),
  companyMovedToPartner: associated(async (hands, { name }) => {
    const companyId = await hands.companyId(name);
    await hands.do('gravityzone.moveCompany', { companyId, newParentId: hands.partnerId });
  }),
  companyDeleted: associated(async (hands, { name }) => {
    await hands.do('gravityzone.deleteCompany', { companyId: await hands.companyId(name) });
  }),
  companyDeletedOneSpare: associated(async (hands, { name }) => {
    await hands.do('gravityzone.deleteCompany', { companyId: await hands.companyId(name) });
    await hands.createCompany(`${name} Spare`);
  }),
  companyHidden: associated(async (hands, { name }) => {
    await hands.do('hide', { vendor: 'gravityzone', id: await hands.companyId(name) });
  }),
  companyOfName: unassociated(async (hands, { name }) => {
    await hands.createCompany(name);
  }),
  companySuspended: unassociated(async (hands, { name }) => {
    await hands.createCompany(name, { isSuspended: true });
  }),
  companyUnmanageable: unassociated(async (hands, { name }) => {
    await hands.createCompany(name, { canBeManagedByAbove: false });
  }),
  companyUnderPartner: unassociated(async (hands, { name }) => {
    await hands.createCompany(name, { parentId: hands.partnerId });
  }),
  twoCompaniesOfName: unassociated(async (hands, { name }) => {
    await hands.createCompany(name);
    await hands.createCompany(name, { parentId: hands.folderId });
  }),
  companyOfPrefixAndName: unassociated(async (hands, { name }) => {
    await hands.createCompany(`${prefix} ${name}`);
  }),
  siteDeleted: associated((hands, { uid }) => hands.do('datto.deleteSite', { siteUid: uid })),
  siteHidden: associated((hands, { uid }) => hands.do('hide', { vendor: 'dattoRmm', id: uid })),
  siteOnDemand: associated((hands, { uid }) =>
    hands.do('datto.setOnDemand', { siteUid: uid, onDemand: true }),
  ),
  siteRenamed: associated((hands, { name, uid }) =>
    hands.do('datto.renameSite', { siteUid: uid, name: `${name} Renamed` }),
  ),
  companyRenamed: associated(async (hands, { name }) => {
    const companyId = await hands.companyId(name);
    await hands.do('gravityzone.renameCompany', { companyId, name: `${name} Renamed` });
  }),
  associatedCompanySuspended: associated(async (hands, { name }) => {
    await hands.do('gravityzone.suspendCompany', { companyId: await hands.companyId(name) });
  }),
  companyMovedToFolder: associated(async (hands, { name }) => {
    const companyId = await hands.companyId(name);
    await hands.do('gravityzone.moveCompany', { companyId, newParentId: hands.folderId });
  }),
} as const satisfies Record<string, Change>;
export type ChangeName = keyof typeof changes;
