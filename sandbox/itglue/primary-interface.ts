import type { ItglueRequest } from './route.ts';
import type { Configuration, ConfigurationInterface } from './rows.ts';
import type { ItglueStore } from './store.ts';

type Addresses = Pick<Configuration, 'primaryIp' | 'macAddress'>;

/**
 * A configuration's primary addresses are those of its primary interface: changing them changes
 * or makes that one (itglue.md 3.5).
 */
export function writePrimaryInterface(
  store: ItglueStore,
  configurationId: string,
  { primaryIp, macAddress }: Addresses,
  atMs: number,
): void {
  const before = store.interfaces.of(configurationId).find(({ primary }) => primary);
  if (before === undefined && primaryIp === null && macAddress === null) return;
  store.interfaces.put({
    ...(before ?? {
      ...blankInterface(store.nextId(), configurationId),
      primary: true,
      createdAtMs: atMs,
    }),
    ipAddress: primaryIp,
    macAddress,
    updatedAtMs: atMs,
  });
}

/** Puts an interface; a primary one takes that from the others and gives its addresses upwards. */
export function putInterface(
  { store, clock }: Pick<ItglueRequest, 'store' | 'clock'>,
  row: ConfigurationInterface,
): ConfigurationInterface {
  const nowMs = clock.nowMs();
  const wasPrimary = store.interfaces.get(row.id)?.primary === true;
  const written = { ...row, updatedAtMs: nowMs };
  store.interfaces.put(written);
  if (!written.primary && !wasPrimary) return written;
  for (const other of store.interfaces.of(row.configurationId)) {
    if (other.id !== row.id && other.primary && written.primary) {
      store.interfaces.put({ ...other, primary: false, updatedAtMs: nowMs });
    }
  }
  writeAddresses(store, row.configurationId, nowMs);
  return written;
}

/** Gives the configuration the addresses of what is its primary interface now. */
export function writeAddresses(store: ItglueStore, configurationId: string, nowMs: number): void {
  const configuration = store.configurations.get(configurationId);
  if (configuration === undefined) return;
  const primary = store.interfaces.of(configurationId).find((one) => one.primary);
  store.configurations.put({
    ...configuration,
    primaryIp: primary?.ipAddress ?? null,
    macAddress: primary?.macAddress ?? null,
    updatedAtMs: nowMs,
  });
}

/** An interface with nothing but its ids. */
export function blankInterface(id: string, configurationId: string): ConfigurationInterface {
  return {
    id,
    configurationId,
    name: null,
    ipAddress: null,
    macAddress: null,
    primary: false,
    notes: null,
    createdAtMs: 0,
    updatedAtMs: 0,
  };
}
