import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { decideMatches, type MatchWish } from '../../db/matches/decide-matches.ts';
import { readMatchDecision } from '../../db/matches/read-match-decision.ts';
import { finishReading } from '../../db/readings/finish-reading.ts';
import { startReading } from '../../db/readings/start-reading.ts';
import { writePage } from '../../db/readings/write-page.ts';
import { deviceAudit, match, type MatchKind, type ReadingKind } from '../../db/schema/index.ts';
import type { MatchChoice } from '../../rules/matching/match-choice.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { itglueState } from './itglue-state.ts';
import type { TestTenant } from './tenant.ts';

type Match = typeof match.$inferSelect;

/** What tests say of a device. */
export interface TestDevice {
  uid: string;
  hostname: string;
  /** Of the source organization. */
  of: string;
  serial?: string;
  /** The first is the primary one. */
  nics?: { mac: string; ipv4: string }[];
}

/** The matches of a tenant, put there as a run would have left them, and decided on. */
export function openMatchBoard(
  db: Database,
  sandbox: Pick<Sandbox, 'control'>,
  tenant: TestTenant,
) {
  const { id: tenantId, acting } = tenant;
  const store = async (kind: ReadingKind, items: { key: string; payload: unknown }[]) => {
    const wish = { runId: randomUUID(), kind, identity: '1', attempt: '1', resume: false };
    const { readingId } = await startReading(db, tenantId, wish);
    for (let from = 0; from < items.length; from += 500) {
      await writePage(db, tenantId, readingId, '1', items.slice(from, from + 500));
    }
    const end = { complete: true, identityMatches: true, listing: kind, uncounted: 0 };
    await finishReading(db, tenantId, readingId, '1', end);
  };
  const put = async (kind: MatchKind, rows: ({ sourceId: string } & Partial<Match>)[]) => {
    await tenant.read((tx) =>
      tx.insert(match).values(
        rows.map((row) => ({
          tenantId,
          kind,
          name: row.sourceId,
          organizationSourceId: row.sourceId,
          siteUid: 'site',
          state: 'unmatched' as const,
          verdict: { suggestions: [], conflicts: [], notes: [] },
          factsHash: 'facts',
          details: {},
          ...row,
        })),
      ),
    );
  };
  return {
    /** Source organizations, unmatched unless they say otherwise. */
    organizations: (...rows: ({ sourceId: string } & Partial<Match>)[]) =>
      put('organization', rows),
    /** Devices that Datto RMM has, unmatched. */
    async devices(devices: readonly TestDevice[]): Promise<void> {
      await put(
        'device',
        devices.map(({ uid, hostname, of }) => ({
          sourceId: uid,
          name: hostname,
          organizationSourceId: of,
        })),
      );
      await store('devices', devices.map(listed));
      await tenant.read((tx) =>
        tx.insert(deviceAudit).values(devices.map((one) => audited(tenantId, one))),
      );
    },
    /** IT Glue as it is, read whole. */
    async read(): Promise<void> {
      const state = await itglueState(sandbox);
      await store('organizations', state.organizations.map(organizationItem));
      await store('configurations', state.configurations.map(configurationItem));
      await store('catalogue', catalogueItems(state));
    },
    decide: (choices: Record<string, MatchChoice>, kind: MatchKind = 'organization', why = '') =>
      decideMatches(
        db,
        acting,
        Object.entries(choices).map(([sourceId, choice]): MatchWish => ({
          kind,
          sourceId,
          choice,
        })),
        why,
      ),
    decision: (id: string | null) => readMatchDecision(db, tenantId, id ?? ''),
    async match(sourceId: string): Promise<Match> {
      const [row] = await tenant.read((tx) =>
        tx
          .select()
          .from(match)
          .where(and(eq(match.tenantId, tenantId), eq(match.sourceId, sourceId))),
      );
      if (!row) throw new Error(`no match of ${sourceId}`);
      return row;
    },
  };
}

function listed({ uid, hostname, nics = [] }: TestDevice) {
  const payload = {
    uid,
    siteUid: 'site',
    deviceClass: 'device',
    category: 'Desktop',
    type: 'Desktop',
    hostname,
    description: null,
    internalIp: nics[0]?.ipv4 ?? null,
    externalIp: null,
    operatingSystem: 'Microsoft Windows 11 Pro 10.0.22631',
    domain: null,
    portalUrl: null,
    lastSeenOn: '2026-11-01',
    lastAuditAtMs: null,
    nics: nics.map((nic, place) => ({ name: `eth${place}`, ipv6: null, type: null, ...nic })),
  };
  return { key: uid, payload };
}

function audited(tenantId: string, { uid, serial }: TestDevice) {
  const none = { model: null, manufacturer: null, cpuCores: null, memoryBytes: null, snmp: null };
  const audit = {
    ...none,
    deviceClass: 'device',
    outcome: 'read',
    serial: serial ?? null,
    cpus: [],
    disks: [],
    nics: [],
  };
  return { tenantId, deviceUid: uid, auditedAt: new Date(), readAt: new Date(), audit };
}

type State = Awaited<ReturnType<typeof itglueState>>;

function organizationItem({ id, name, primary }: State['organizations'][number]) {
  const none = { shortName: null, typeName: null, statusName: null, psa: null };
  return { key: id, payload: { ...none, id, name, primary } };
}

function configurationItem(one: State['configurations'][number]) {
  const { id, organizationId, name, installedBy, serialNumber, macAddress, archived } = one;
  const empty = `hostname ip assetTag typeId typeName statusId statusName manufacturerId
    manufacturerName modelId modelName locationId psa operatingSystemId operatingSystemName`;
  const nothing = Object.fromEntries(empty.split(/\s+/).map((field) => [field, null]));
  const told = { serial: serialNumber, mac: macAddress, installedBy };
  const payload = { ...nothing, id, organizationId, name, archived, ...told, interfaces: [] };
  return { key: id, payload };
}

function catalogueItems({ catalogues, models, operatingSystems }: State) {
  const kinds = {
    'configuration-type': catalogues['configuration_types'] ?? [],
    'configuration-status': catalogues['configuration_statuses'] ?? [],
    manufacturer: catalogues['manufacturers'] ?? [],
    model: models,
    'operating-system': operatingSystems,
  };
  return Object.entries(kinds).flatMap(([kind, entries]) =>
    entries.map((entry) => ({
      key: `${kind}/${entry.id}`,
      payload: {
        kind,
        id: entry.id,
        name: entry.name,
        manufacturerId: 'manufacturerId' in entry ? entry.manufacturerId : null,
      },
    })),
  );
}
