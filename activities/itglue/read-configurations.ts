import type { ConfigurationPayload, InterfacePayload } from '../../db/readings/payloads.ts';
import type { ConfigurationWithInterfaces } from '../../vendors/itglue/configurations.ts';
import { CompletePages } from '../complete-pages.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { readListing, type ListingResult, type RunInput } from '../read-listing.ts';

/** All configurations, archived ones too, with their interfaces in the same pages. */
export function readConfigurations(
  deps: ActivityDependencies,
  run: RunInput,
): Promise<ListingResult> {
  return readListing(deps, run, {
    kind: 'configurations',
    vendor: 'itglue',
    name: 'configurations',
    resume: false,
    async read({ calls, signal, add, boundTo }) {
      const client = await deps.vendors.itglue(run.tenantId, calls);
      const pages = new CompletePages();
      for await (const page of client.listConfigurationsWithInterfaces({ signal })) {
        pages.add(
          page,
          page.items.map(({ id }) => id),
        );
        await add(page.items.map((one) => ({ key: one.id, payload: payloadOf(one) })));
      }
      return { complete: pages.areComplete(), identity: boundTo };
    },
  });
}

function payloadOf(configuration: ConfigurationWithInterfaces): ConfigurationPayload {
  const { id, organizationId, name, hostname, archived } = configuration;
  return {
    id,
    organizationId,
    name,
    hostname,
    serial: configuration.serialNumber,
    mac: configuration.macAddress,
    ip: configuration.primaryIp,
    assetTag: configuration.assetTag,
    installedBy: configuration.installedBy,
    typeId: configuration.configurationTypeId,
    typeName: configuration.configurationTypeName,
    statusId: configuration.configurationStatusId,
    statusName: configuration.configurationStatusName,
    manufacturerId: configuration.manufacturerId,
    manufacturerName: configuration.manufacturerName,
    modelId: configuration.modelId,
    modelName: configuration.modelName,
    operatingSystemId: configuration.operatingSystemId,
    operatingSystemName: configuration.operatingSystemName,
    locationId: configuration.locationId,
    archived,
    psa: configuration.psaIntegration,
    interfaces: interfacesOf(configuration),
  };
}

/**
 * In an order of their own, so that the same interfaces are the same payload. Where the pages don't
 * tell them, the primary MAC of the configuration has to do: one call for each of 20,000
 * configurations would take longer than the hour between two runs.
 */
function interfacesOf({ interfaces }: ConfigurationWithInterfaces): InterfacePayload[] {
  return (interfaces ?? [])
    .toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
    .map(({ name, ipAddress, macAddress, primary }) => ({
      name,
      ip: ipAddress,
      mac: macAddress,
      primary: primary === true,
    }));
}
