import { z } from 'zod';
import type { DattoSite } from '../datto-rmm/store.ts';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';

const siteUid = z.string();

/** What people do to sites and variables in Datto RMM's own console. */
export const dattoSiteChanges: Readonly<Record<string, Change>> = {
  'datto.createSite': change(
    {
      name: z.string().min(1),
      onDemand: z.boolean().default(false),
      description: z.string().nullable().default(''),
      autotaskCompanyName: z.string().nullable().default(null),
      autotaskCompanyId: z.string().nullable().default(null),
    },
    (world, fields) => {
      const store = world.dattoRmm;
      const site: DattoSite = {
        id: store.nextSiteId(),
        uid: store.nextUid(),
        accountUid: mainAccountUid(world),
        notes: null,
        splashtopAutoInstall: false,
        proxySettings: null,
        system: null,
        name: fields.name,
        onDemand: fields.onDemand,
        description: fields.description,
        autotaskCompanyName: fields.autotaskCompanyName,
        autotaskCompanyId: fields.autotaskCompanyId,
      };
      store.sites.put(site);
      return { id: site.uid, uid: site.uid };
    },
  ),

  /** Its devices go to "Deleted Devices", its variables go with it. */
  'datto.deleteSite': change({ siteUid }, (world, fields) => {
    const store = world.dattoRmm;
    const site = siteOf(world, fields.siteUid);
    if (site.system !== null) throw new ControlError('A system site cannot be deleted.');
    const home = store.systemSite(site.accountUid, 'deletedDevices');
    for (const device of store.devices.all().filter((one) => one.siteUid === site.uid)) {
      store.devices.put({
        ...device,
        siteUid: home?.uid ?? device.siteUid,
        deleted: true,
        online: false,
      });
    }
    for (const variable of store.variables.all().filter((one) => one.siteUid === site.uid)) {
      store.variables.remove(String(variable.id));
    }
    store.sites.remove(site.uid);
    return { id: site.uid };
  }),

  'datto.renameSite': change({ siteUid, name: z.string().min(1) }, (world, fields) => {
    const site = siteOf(world, fields.siteUid);
    world.dattoRmm.sites.put({ ...site, name: fields.name });
    return { id: site.uid };
  }),

  'datto.setOnDemand': change({ siteUid, onDemand: z.boolean() }, (world, fields) => {
    const site = siteOf(world, fields.siteUid);
    world.dattoRmm.sites.put({ ...site, onDemand: fields.onDemand });
    return { id: site.uid };
  }),

  /** Creates or replaces; without `siteUid` it is a variable of the account. */
  'datto.setVariable': change(
    {
      siteUid: siteUid.optional(),
      name: z.string().min(1),
      value: z.string(),
      masked: z.boolean().default(false),
    },
    (world, fields) => {
      const existing = variableOf(world, fields.siteUid, fields.name);
      const id = existing?.id ?? world.dattoRmm.nextVariableId();
      world.dattoRmm.variables.put({
        id,
        accountUid: mainAccountUid(world),
        siteUid: fields.siteUid ?? null,
        name: fields.name,
        value: fields.value,
        masked: fields.masked,
      });
      return { id };
    },
  ),

  'datto.deleteVariable': change(
    { siteUid: siteUid.optional(), name: z.string().min(1) },
    (world, fields) => {
      const existing = variableOf(world, fields.siteUid, fields.name);
      if (existing === undefined) {
        throw new ControlError(`There is no variable "${fields.name}" there.`);
      }
      world.dattoRmm.variables.remove(String(existing.id));
      return { id: existing.id };
    },
  ),
};

export function mainAccountUid(world: World): string {
  return world.dattoRmm.accounts[0]?.uid ?? '';
}

/** A site of any account by its true uid; "Deleted Devices" goes by `systemSite`. */
export function siteOf(world: World, uid: string): DattoSite {
  const site = world.dattoRmm.sites.get(uid);
  if (site === undefined) throw new ControlError(`There is no site "${uid}" in Datto RMM.`);
  return site;
}

function variableOf(world: World, uid: string | undefined, name: string) {
  const wanted = uid === undefined ? null : siteOf(world, uid).uid;
  return world.dattoRmm.variables
    .all()
    .find(
      (variable) =>
        variable.siteUid === wanted &&
        variable.name === name &&
        (wanted !== null || variable.accountUid === mainAccountUid(world)),
    );
}
