import type { OwnedConfiguration } from '../../rules/itglue/owned-field-changes.ts';
import type { OwnedField } from '../../rules/itglue/settings.ts';
import type { ConfigurationPayload } from '../readings/payloads.ts';

/** A configuration as the rules of its fields take it: the primary interface's own are its own. */
export function ownedConfiguration(payload: ConfigurationPayload): OwnedConfiguration {
  const primary = payload.interfaces.find((one) => one.primary);
  const others = payload.interfaces.filter((one) => !one.primary);
  return {
    id: payload.id,
    name: payload.name,
    hostname: payload.hostname,
    type: payload.typeId,
    serial: payload.serial,
    ip: payload.ip ?? primary?.ip ?? null,
    mac: payload.mac ?? primary?.mac ?? null,
    manufacturer: payload.manufacturerId,
    model: payload.modelId,
    operatingSystem: payload.operatingSystemId,
    archived: payload.archived,
    psaBound: payload.psa !== null,
    interfaceMacs: others.flatMap(({ mac }) => mac ?? []),
  };
}

/** What a configuration's references are called. */
export function referenceNames({
  typeName,
  manufacturerName,
  modelName,
  operatingSystemName,
}: ConfigurationPayload): Partial<Record<OwnedField, string | null>> {
  return {
    type: typeName,
    manufacturer: manufacturerName,
    model: modelName,
    operatingSystem: operatingSystemName,
  };
}
