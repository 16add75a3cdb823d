import type { World } from '../world.ts';
import { ControlError, type Change } from './change.ts';
import { dattoDeviceChanges } from './change-datto-devices.ts';
import { dattoSiteChanges } from './change-datto-sites.ts';
import { gravityzoneCompanyChanges } from './change-gravityzone.ts';
import { gravityzoneEndpointChanges } from './change-gravityzone-endpoints.ts';
import { gravityzoneRestChanges } from './change-gravityzone-rest.ts';
import { itglueConfigurationChanges } from './change-itglue-configurations.ts';
import { itglueOrganizationChanges } from './change-itglue-organizations.ts';
import { sightChanges } from './change-sight.ts';

const changes: Readonly<Record<string, Change>> = {
  ...dattoSiteChanges,
  ...dattoDeviceChanges,
  ...gravityzoneCompanyChanges,
  ...gravityzoneEndpointChanges,
  ...gravityzoneRestChanges,
  ...itglueOrganizationChanges,
  ...itglueConfigurationChanges,
  ...sightChanges,
};

export const changeVerbs: readonly string[] = Object.keys(changes);

/** Carries out one `POST /change`; the answer has the id of what was made or changed. */
export function applyChange(world: World, body: unknown): Record<string, unknown> {
  const verb =
    typeof body === 'object' && body !== null && 'do' in body && typeof body.do === 'string'
      ? body.do
      : null;
  if (verb === null) throw new ControlError('The body needs a "do" that names the change.');
  const found = Object.hasOwn(changes, verb) ? changes[verb] : undefined;
  if (found === undefined) {
    throw new ControlError(`There is no change "${verb}"; there are ${changeVerbs.join(', ')}.`);
  }
  return { ok: true, do: verb, ...found.apply(world, body) };
}
