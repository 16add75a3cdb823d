import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { Actor } from '../actor.ts';
import { matchSubject } from '../actions/subject.ts';
import { withTenant, type Transaction } from '../connect.ts';
import type { DatabaseForTests } from '../database-for-tests.ts';
import {
  configurationPayload,
  deviceAuditPayload,
  devicePayload,
  organizationPayload,
  sitePayload,
  type ConfigurationPayload,
  type DeviceAudit,
  type DevicePayload,
  type OrganizationPayload,
  type SitePayload,
} from '../readings/payloads.ts';
import { finishReading } from '../readings/finish-reading.ts';
import { startReading } from '../readings/start-reading.ts';
import { writePage } from '../readings/write-page.ts';
import {
  audit,
  decision,
  deviceAudit,
  match,
  matchItem,
  notAMatch,
  type MatchChoice,
  type MatchKind,
  type ReadingKind,
} from '../schema/index.ts';
import { matchReadings, type MatchRunCounts } from './match-readings.ts';
import type { MatchRow } from './recorded-matches.ts';

/** Builders for the tests of runs that match: a tenant whose readings see what the test says. */

export const ann: Actor = { kind: 'person', id: 'ann', name: 'Ann' };

const readingKinds = ['sites', 'devices', 'organizations', 'configurations'] as const;
type World = Record<(typeof readingKinds)[number], Map<string, unknown>>;

export class MatchScene {
  readonly tenantId = randomUUID();
  readonly #database: DatabaseForTests;
  readonly #world = Object.fromEntries(readingKinds.map((kind) => [kind, new Map()])) as World;

  private constructor(database: DatabaseForTests) {
    this.#database = database;
  }

  static async open(database: DatabaseForTests): Promise<MatchScene> {
    const scene = new MatchScene(database);
    await database.owner`insert into tenant (id, name, api_origin, account_uid)
      values (${scene.tenantId}, 'MSP', 'https://x', ${scene.tenantId})`;
    return scene;
  }

  get db() {
    return this.#database.db;
  }

  as<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return withTenant(this.db, this.tenantId, work);
  }

  /** A managed site of Datto RMM, or what it has become. */
  site(uid: string, name: string, over: Partial<SitePayload> = {}): void {
    const payload = { uid, name, onDemand: false, deviceCount: null, ...over };
    this.#world.sites.set(uid, sitePayload.parse(payload));
  }

  /** A device with its adapters: the first is the primary one. */
  device(uid: string, siteUid: string, macs: string[] = [], over: Partial<DevicePayload> = {}) {
    const nothing = Object.fromEntries(
      Object.keys(devicePayload.shape).map((field) => [field, null] as const),
    );
    const nics = macs.map((mac, n) => {
      const [name, ipv4] = [`Ethernet ${n}`, `10.0.0.${n + 1}`];
      return { name, mac, ipv4, ipv6: null, type: null };
    });
    const stated = { uid, siteUid, deviceClass: 'device', hostname: uid, internalIp: '10.0.0.1' };
    const payload = { ...nothing, ...stated, nics, ...over };
    this.#world.devices.set(uid, devicePayload.parse(payload));
  }

  /** What the last audit of a device told. */
  async audited(deviceUid: string, over: Partial<DeviceAudit>): Promise<void> {
    const told = deviceAuditPayload.parse({
      deviceClass: 'device',
      outcome: 'read',
      serial: null,
      manufacturer: null,
      model: null,
      cpus: [],
      cpuCores: null,
      memoryBytes: null,
      disks: [],
      nics: [],
      snmp: null,
      ...over,
    });
    const at = new Date();
    const row = { tenantId: this.tenantId, deviceUid, auditedAt: at, readAt: at, audit: told };
    const target = [deviceAudit.tenantId, deviceAudit.deviceUid];
    await this.as((tx) =>
      tx
        .insert(deviceAudit)
        .values(row)
        .onConflictDoUpdate({ target, set: { audit: told } }),
    );
  }

  organization(id: string, name: string, over: Partial<OrganizationPayload> = {}): void {
    const stated = { id, name, shortName: null, typeName: null, statusName: 'Active' };
    const payload = { ...stated, primary: false, psa: null, ...over };
    this.#world.organizations.set(id, organizationPayload.parse(payload));
  }

  configuration(id: string, organizationId: string, over: Partial<ConfigurationPayload> = {}) {
    const nothing = Object.fromEntries(
      Object.keys(configurationPayload.shape).map((field) => [field, null] as const),
    );
    const stated = { id, organizationId, name: id, archived: false, interfaces: [] };
    const payload = { ...nothing, ...stated, ...over };
    this.#world.configurations.set(id, configurationPayload.parse(payload));
  }

  /** It is not there any more. */
  gone(kind: keyof World, key: string): void {
    this.#world[kind].delete(key);
  }

  setting(organizationSource: string): Promise<unknown> {
    const settings = JSON.stringify({ organizationSource });
    return this.#database
      .owner`update tenant set itglue_settings = ${settings}::text::jsonb where id = ${this.tenantId}`;
  }

  /** Reads everything as it is. What is unproven was read whole, and proves nothing all the same. */
  async read({ unproven = [], unread = [] }: Unsure = {}): Promise<string> {
    const runId = randomUUID();
    for (const kind of readingKinds) {
      if (unread.includes(kind)) continue;
      const wish = { runId, kind, identity: 'x', attempt: '1', resume: false } as const;
      const { readingId } = await startReading(this.db, this.tenantId, wish);
      const items = [...this.#world[kind]].map(([key, payload]) => ({ key, payload }));
      for (let start = 0; start < items.length; start += pageSize) {
        const page = items.slice(start, start + pageSize);
        await writePage(this.db, this.tenantId, readingId, '1', page);
      }
      const end = { complete: true, identityMatches: true, listing: kind, uncounted: 0 };
      await finishReading(this.db, this.tenantId, readingId, '1', end);
      // What a test takes away is mostly more than a fifth of what it has.
      const proves = !unproven.includes(kind);
      await this.#database.owner`update reading set proves = ${proves} where id = ${readingId}`;
    }
    return runId;
  }

  /** A run that reads everything as it is, and matches. */
  async run(unsure: Unsure = {}): Promise<MatchRunCounts & { runId: string }> {
    const runId = await this.read(unsure);
    return { ...(await this.match(runId)), runId };
  }

  match(runId: string): Promise<MatchRunCounts> {
    return matchReadings(this.db, this.tenantId, { runId, execution, kind: 'sync' });
  }

  async row(kind: MatchKind, sourceId: string): Promise<MatchRow> {
    const [row] = await this.as((tx) =>
      tx
        .select()
        .from(match)
        .where(and(eq(match.kind, kind), eq(match.sourceId, sourceId))),
    );
    if (!row) throw new Error(`no match of ${kind} ${sourceId}`);
    return row;
  }

  /** What is said of a match: codes of notes, ids of suggestions. */
  async told(kind: MatchKind, sourceId: string) {
    const { state, destinationId, verdict } = await this.row(kind, sourceId);
    return {
      state,
      destinationId,
      notes: verdict.notes.map(({ code }) => code),
      suggestions: verdict.suggestions.map(({ id }) => id),
      conflicts: verdict.conflicts.length,
    };
  }

  /** What the record says happened to a match, the oldest first. */
  history(kind: MatchKind, sourceId: string) {
    return this.as((tx) =>
      tx
        .select()
        .from(audit)
        .where(eq(audit.subject, matchSubject(kind, sourceId)))
        .orderBy(asc(audit.id)),
    );
  }

  /** Which version of its row each match has: another one means that it was written to. */
  async versions(): Promise<string[]> {
    const rows = await this.#database.owner<{ version: string }[]>`
      select source_id || ' ' || xmin as version from match
      where tenant_id = ${this.tenantId} order by source_id`;
    return rows.map(({ version }) => version);
  }

  /** As if a person had decided so long ago. */
  async decided(kind: MatchKind, sourceId: string, change: Partial<MatchRow>): Promise<void> {
    const { id } = await this.row(kind, sourceId);
    const by = { origin: 'person', by: ann, matchedAt: new Date() } as const;
    const made = change.state === 'matched' ? { ...by, ...change } : change;
    await this.as((tx) => tx.update(match).set(made).where(eq(match.id, id)));
  }

  /** A person took the pair apart. */
  async apart(kind: MatchKind, sourceId: string, destinationId: string): Promise<void> {
    const pair = { kind, sourceId, destinationId, because: 'reverted', by: ann } as const;
    await this.as((tx) => tx.insert(notAMatch).values({ tenantId: this.tenantId, ...pair }));
  }

  /** A person's decision that waits to be carried out. */
  async waiting(kind: MatchKind, sourceId: string, choice: MatchChoice): Promise<void> {
    const { tenantId } = this;
    const decisionId = randomUUID();
    await this.as(async (tx) => {
      const target = { kind: 'match', targetId: decisionId, choice: {}, by: ann } as const;
      await tx.insert(decision).values({ id: decisionId, tenantId, ...target });
      const item = { kind, sourceId, name: sourceId, choice, factsHash: '' };
      await tx.insert(matchItem).values({ tenantId, decisionId, position: 0, ...item });
    });
  }
}

interface Unsure {
  unproven?: ReadingKind[];
  unread?: ReadingKind[];
}

const pageSize = 500;
const execution = { workflowId: 'sync/test', workflowRunId: randomUUID() };
