import { field, type Fields } from './fields.ts';
import { reference, requiredText, text } from './field-kinds.ts';
import type { Organization } from './rows.ts';

/** What may be written of an organization (itglue.md 3.1). */
export const organizationFields: Fields<Organization> = {
  name: field('name', requiredText),
  alert: field('alert', text),
  description: field('description', text),
  organization_type_id: field(
    'typeId',
    reference(({ catalogues }) => catalogues.organization_types),
  ),
  organization_status_id: field(
    'statusId',
    reference(({ catalogues }) => catalogues.organization_statuses),
  ),
  quick_notes: field('quickNotes', text),
  short_name: field('shortName', text),
  parent_id: field('parentId', (value, at) =>
    reference(({ organizations }) => organizations)(value, at),
  ),
};
/** What stays open on an organization that a PSA keeps (itglue.md 3.1). */
export const openWhenSynced = ['alert', 'description', 'quick_notes'];

/** An organization with nothing but an id. */
export function blankOrganization(id: string): Organization {
  return {
    id,
    name: '',
    alert: null,
    description: null,
    typeId: null,
    statusId: null,
    primary: false,
    quickNotes: null,
    shortName: null,
    parentId: null,
    myGlueAccountId: null,
    psa: null,
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}
