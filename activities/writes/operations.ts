import {
  createVariable,
  deleteVariable,
  updateVariable,
} from '../datto-rmm/variable-operations.ts';
import { createCompany } from '../gravityzone/create-company.ts';
import { createPackage } from '../gravityzone/create-package.ts';
import { deleteCompany } from '../gravityzone/delete-company.ts';
import { moveCompany } from '../gravityzone/move-company.ts';
import { renameCompany } from '../gravityzone/rename-company.ts';
import { configurationWrite } from '../itglue/configuration-write.ts';
import { fieldsWrite } from '../itglue/fields-write.ts';
import { organizationWrite } from '../itglue/organization-write.ts';
import type { WriteOperation } from './operation.ts';

/** Every kind of write, so that one left by anybody can be settled by its name. */
const operations = [
  createCompany,
  moveCompany,
  renameCompany,
  deleteCompany,
  createPackage,
  createVariable,
  updateVariable,
  deleteVariable,
  organizationWrite,
  configurationWrite,
  fieldsWrite,
];

/** @throws {Error} for a name that no version of Sitesync wrote. */
export function operationNamed(name: string): WriteOperation<unknown, unknown> {
  const operation = operations.find((one) => one.name === name);
  if (!operation) throw new Error(`There is no write ${name}.`);
  // Its `desired` and `result` were written by the same operation, as JSON.
  return operation as unknown as WriteOperation<unknown, unknown>;
}
