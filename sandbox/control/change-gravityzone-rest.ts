import { z } from 'zod';
import type { Package } from '../gravityzone/store.ts';
import type { World } from '../world.ts';
import { change, ControlError, type Change } from './change.ts';
import { placeOf } from './change-gravityzone.ts';

/** What people do to folders, API keys and packages in Control Center. */
export const gravityzoneRestChanges: Readonly<Record<string, Change>> = {
  'gravityzone.createFolder': change(
    { name: z.string().min(1), parentId: z.string().optional() },
    (world, fields) => {
      const store = world.gravityzone;
      const place = placeOf(world, fields.parentId ?? store.rootCompanyId);
      const id = store.nextId();
      store.folders.put({
        id,
        name: fields.name,
        companyId: place.parentId,
        parentFolderId: place.folderId,
      });
      return { id };
    },
  ),

  /** `credential` is a label of `GET /state`; the main key if left out. */
  'gravityzone.setKeyApis': change(
    { credential: z.string().default('main'), apis: z.array(z.string().regex(/^[a-z]+$/)) },
    (world, fields) => {
      const store = world.gravityzone;
      if (!store.credentials.some(({ label }) => label === fields.credential)) {
        throw new ControlError(`There is no GravityZone key "${fields.credential}".`);
      }
      store.credentials = store.credentials.map((credential) =>
        credential.label === fields.credential ? { ...credential, apis: fields.apis } : credential,
      );
      return { id: fields.credential };
    },
  ),

  'gravityzone.renamePackage': change(
    { packageId: z.string(), name: z.string().min(1) },
    (world, fields) => {
      const before = packageOf(world, fields.packageId);
      world.gravityzone.packages.put({ ...before, name: fields.name });
      return { id: before.id };
    },
  ),

  'gravityzone.deletePackage': change({ packageId: z.string() }, (world, fields) => {
    const before = packageOf(world, fields.packageId);
    world.gravityzone.packages.remove(before.id);
    return { id: before.id };
  }),
};

function packageOf(world: World, id: string): Package {
  const found = world.gravityzone.packages.get(id);
  if (found === undefined) throw new ControlError(`There is no package "${id}" in GravityZone.`);
  return found;
}
