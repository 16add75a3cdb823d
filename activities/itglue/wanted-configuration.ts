import { withTenant } from '../../db/connect.ts';
import { deviceToWrite } from '../../db/matches/device-to-write.ts';
import { loadCatalogue } from '../../db/matches/load-catalogue.ts';
import { loadDevices } from '../../db/matches/load-devices.ts';
import { newestOf } from '../../db/readings/newest-of.ts';
import { sitePayload } from '../../db/readings/payloads.ts';
import type { Catalogue } from '../../rules/itglue/catalogue.ts';
import type { DeviceToWrite } from '../../rules/itglue/device-fields.ts';
import { newConfiguration } from '../../rules/itglue/new-configuration.ts';
import { organizationId as organizationIdOf } from '../../vendors/itglue/ids.ts';
import type { NewConfiguration } from '../../vendors/itglue/new-records.ts';
import type { StepContext } from '../action-context.ts';
import { StepProblem } from '../step-problem.ts';
import type { WantedConfiguration } from './configuration-write.ts';

/** The configuration of the action's device, with what IT Glue's lists lack for it (spec 4.4). */
export async function wantedConfiguration(
  step: StepContext,
): Promise<{ wanted: WantedConfiguration; notes: string[] }> {
  const { organizationId = '', organizationName = '' } = step.action.details;
  const { device, catalogue, siteName } = await known(step);
  const client = await step.itglue();
  const locations = await client.locations(organizationIdOf(organizationId), {
    signal: step.signal,
  });
  const made = newConfiguration(device, { catalogue, locations, siteName });
  if (!made.ok) throw new StepProblem('no-type', made.sentence);
  // Ids of the catalogue are IT Glue's own, read from it.
  const configuration = made.configuration as unknown as NewConfiguration;
  return { wanted: { organizationId, organizationName, configuration }, notes: made.notes };
}

async function known({ deps, tenantId, action }: StepContext): Promise<{
  device: DeviceToWrite;
  catalogue: Catalogue;
  siteName: string;
}> {
  const { deviceUid = '', deviceName = deviceUid } = action.details;
  const found = await withTenant(deps.db, tenantId, async (tx) => ({
    device: (await loadDevices(tx, tenantId, [deviceUid])).get(deviceUid),
    catalogue: await loadCatalogue(tx),
    sites: await newestOf(tx, 'sites', [action.siteUid]),
  }));
  if (!found.device || !found.catalogue) {
    const what = found.device ? 'IT Glue’s types' : `device “${deviceName}”`;
    const sentence = `What is known of ${what} is not there any more; nothing was created. Sync, and decide again.`;
    throw new StepProblem('changed', sentence);
  }
  const [site] = found.sites.map((payload) => sitePayload.parse(payload));
  return {
    device: deviceToWrite(found.device),
    catalogue: found.catalogue,
    siteName: site?.name ?? '',
  };
}
