import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { MatchChoice, MatchKind } from '../../rules/matching/match-choice.ts';
import type { Actor } from '../actor.ts';
import { withTenant } from '../connect.ts';
import type { DatabaseForTests } from '../database-for-tests.ts';
import { finishReading } from '../readings/finish-reading.ts';
import { startReading } from '../readings/start-reading.ts';
import { writePage } from '../readings/write-page.ts';
import {
  action,
  audit,
  deviceAudit,
  match,
  matchItem,
  notAMatch,
  outbox,
  type MatchCandidate,
  type ReadingKind,
} from '../schema/index.ts';
import { applyItems, pendingItems } from './apply-items.ts';
import { cancelMatchDecision } from './cancel-match-decision.ts';
import type { MatchRow } from './concerned-matches.ts';
import { decideMatches, type MatchWish } from './decide-matches.ts';
import type { Destination, Destinations } from './destinations.ts';
import { readMatchDecision } from './read-match-decision.ts';

/** Builders for the tests of match decisions. */

export const ann: Actor = { kind: 'person', id: 'ann', name: 'Ann' };
export const ben: Actor = { kind: 'person', id: 'ben', name: 'Ben' };

const everyChoice: MatchChoice['do'][] = [
  'accept',
  'reject',
  'to',
  'create',
  'ignore',
  'unignore',
  'revert',
];

export function candidate(id: string, name: string): MatchCandidate {
  return { id, name, score: 0.9, likelihood: 'likely', reasons: ['same but for Inc'], flags: [] };
}

/** What IT Glue has of a configuration, as a reading keeps it. */
export function configuration(id: string, organizationId: string, more: object = {}) {
  const none = {
    hostname: null,
    serial: null,
    mac: null,
    ip: null,
    assetTag: null,
    installedBy: null,
    typeId: null,
    typeName: null,
    statusId: null,
    statusName: null,
    manufacturerId: null,
    manufacturerName: null,
    modelId: null,
    modelName: null,
    operatingSystemId: null,
    operatingSystemName: null,
    locationId: null,
    psa: null,
  };
  const named = { id, organizationId, name: `Configuration ${id}` };
  return { ...none, ...named, archived: false, interfaces: [], ...more };
}

/** A tenant with matches as a run has left them. */
export class MatchScene {
  readonly tenantId = randomUUID();
  readonly #database: DatabaseForTests;

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

  /** A source organization, unmatched unless it says otherwise. */
  organization(sourceId: string, more: Partial<MatchRow> = {}): Promise<MatchRow> {
    return this.#match('organization', sourceId, { organizationSourceId: sourceId, ...more });
  }

  /** A device of a source organization. */
  device(sourceId: string, organizationSourceId: string, more: Partial<MatchRow> = {}) {
    return this.#match('device', sourceId, { organizationSourceId, ...more });
  }

  async #match(kind: MatchKind, sourceId: string, more: Partial<MatchRow>): Promise<MatchRow> {
    const { tenantId } = this;
    const [row] = await withTenant(this.db, tenantId, (tx) =>
      tx
        .insert(match)
        .values({
          tenantId,
          kind,
          sourceId,
          name: sourceId,
          organizationSourceId: sourceId,
          siteUid: 'site',
          state: 'unmatched',
          verdict: { suggestions: [], conflicts: [], notes: [] },
          factsHash: 'facts',
          details: {},
          ...more,
        })
        .returning(),
    );
    if (!row) throw new Error('no match was made');
    return row;
  }

  decide(choices: Record<string, MatchChoice>, by: Actor = ann, more: Partial<MatchWish> = {}) {
    const wishes = Object.entries(choices).map(([sourceId, choice]) => ({
      kind: sourceId.startsWith('pc') ? ('device' as const) : ('organization' as const),
      sourceId,
      choice,
      ...more,
    }));
    return decideMatches(this.db, { tenantId: this.tenantId, actor: by }, wishes, 'because');
  }

  cancel(decisionId: string | null) {
    return cancelMatchDecision(this.db, { tenantId: this.tenantId, actor: ann }, decisionId ?? '');
  }

  read(decisionId: string | null) {
    return readMatchDecision(this.db, this.tenantId, decisionId ?? '');
  }

  /** Carries out what is pending, with IT Glue as it is said to be now. */
  async apply(now: { organization?: Destination[]; device?: Destination[] } = {}) {
    const byId = (of: Destination[] = []) => new Map(of.map((one) => [one.id, one]));
    const destinations: Destinations = {
      organization: byId(now.organization),
      device: byId(now.device),
    };
    const items = await pendingItems(this.db, this.tenantId, everyChoice, 100);
    const ids = items.map(({ id }) => id);
    const execution = { workflowId: 'matches/test', workflowRunId: randomUUID() };
    await applyItems(this.db, this.tenantId, ids, destinations, execution);
  }

  async row(sourceId: string): Promise<MatchRow> {
    const [row] = await withTenant(this.db, this.tenantId, (tx) =>
      tx
        .select()
        .from(match)
        .where(and(eq(match.tenantId, this.tenantId), eq(match.sourceId, sourceId))),
    );
    if (!row) throw new Error(`no match of ${sourceId}`);
    return row;
  }

  async item(sourceId: string) {
    const items = await withTenant(this.db, this.tenantId, (tx) =>
      tx
        .select()
        .from(matchItem)
        .where(eq(matchItem.sourceId, sourceId))
        .orderBy(asc(matchItem.createdAt)),
    );
    return items.at(-1);
  }

  actions() {
    return withTenant(this.db, this.tenantId, (tx) =>
      tx.select().from(action).where(eq(action.tenantId, this.tenantId)),
    );
  }

  outbox() {
    return withTenant(this.db, this.tenantId, (tx) => tx.select().from(outbox));
  }

  /** The pairs that were taken apart, as `source destination because`. */
  async apart(): Promise<string[]> {
    const rows = await withTenant(this.db, this.tenantId, (tx) => tx.select().from(notAMatch));
    return rows.map((row) => `${row.sourceId} ${row.destinationId} ${row.because}`).toSorted();
  }

  /** What the record says of a match, the oldest first. */
  history(subject: string) {
    return withTenant(this.db, this.tenantId, (tx) =>
      tx.select().from(audit).where(eq(audit.subject, subject)).orderBy(asc(audit.id)),
    );
  }

  /** What a run has read of one listing. */
  async reading(
    kind: ReadingKind,
    items: { id?: string; uid?: string }[],
    complete = true,
  ): Promise<void> {
    const wish = { runId: randomUUID(), kind, identity: '1', attempt: '1', resume: false };
    const { readingId } = await startReading(this.db, this.tenantId, wish);
    const seen = items.map((payload) => ({ key: payload.id ?? payload.uid ?? '', payload }));
    await writePage(this.db, this.tenantId, readingId, '1', seen);
    const end = { complete, identityMatches: true, listing: kind, uncounted: 0 };
    await finishReading(this.db, this.tenantId, readingId, '1', end);
  }

  /** IT Glue's organizations as they were read, by id. */
  organizations(names: Record<string, string>) {
    return this.reading(
      'organizations',
      Object.entries(names).map(([id, name]) => ({
        id,
        name,
        shortName: null,
        typeName: null,
        statusName: null,
        primary: false,
        psa: null,
      })),
    );
  }

  /** What an audit told of a device. */
  async audited(deviceUid: string, serial: string): Promise<void> {
    const { tenantId } = this;
    const audited = {
      deviceClass: 'device',
      outcome: 'read',
      serial,
      manufacturer: null,
      model: null,
      cpus: [],
      cpuCores: null,
      memoryBytes: null,
      disks: [],
      nics: [],
      snmp: null,
    };
    await withTenant(this.db, tenantId, (tx) =>
      tx.insert(deviceAudit).values({
        tenantId,
        deviceUid,
        auditedAt: new Date(),
        readAt: new Date(),
        audit: audited,
      }),
    );
  }
}
