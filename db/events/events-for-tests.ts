import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import {
  eventFactsHash,
  eventId,
  type DetectedEvent,
  type EventFacts,
  type EventType,
} from '../../rules/gravityzone/events/event-types.ts';
import { companyId, siteUid, type CompanyId, type SiteUid } from '../../rules/identity.ts';
import type { Actor } from '../actor.ts';
import { withTenant } from '../connect.ts';
import type { DatabaseForTests } from '../database-for-tests.ts';
import { finishReading } from '../readings/finish-reading.ts';
import { startReading } from '../readings/start-reading.ts';
import { writePage } from '../readings/write-page.ts';
import { action, association, audit, event, outbox, type ReadingKind } from '../schema/index.ts';
import { eventSubject } from './audit-event.ts';
import type { EventReadings } from './found-events.ts';
import type { EventRow } from './move-event.ts';
import { saveEventsIn } from './save-events.ts';

/** Builders for the tests of events: a tenant whose runs find what the test says. */

export const uid = (n: number): SiteUid =>
  siteUid(`${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`);
export const cid = (n: number): CompanyId => companyId(n.toString(16).padStart(24, '0'));
export const rootId = cid(0xfff);

export const ann: Actor = { kind: 'person', id: 'ann', name: 'Ann' };
export const ben: Actor = { kind: 'person', id: 'ben', name: 'Ben' };
export const execution = { workflowId: 'event/test', workflowRunId: randomUUID() };

/** Site n, whose company n is under another partner than it was. */
export function moved(n: number, over: { partnerId?: CompanyId } = {}): DetectedEvent {
  return detected(n, {
    type: 'destination-moved',
    companyId: cid(n),
    companyName: `Company ${n}`,
    expectedPartnerId: rootId,
    partnerId: over.partnerId ?? cid(0xaaa),
  });
}

/** Site n without an association, though company n has its name. */
export function unassociated(n: number): DetectedEvent {
  const siteName = `Site ${n}`;
  return detected(n, {
    type: 'association-missing',
    siteName,
    companyName: siteName,
    companyIds: [cid(n)],
  });
}

export function detected(n: number, facts: EventFacts): DetectedEvent {
  return {
    type: facts.type,
    siteUid: uid(n),
    siteName: `Site ${n}`,
    companyId: cid(n),
    companyName: `Company ${n}`,
    facts,
    factsHash: eventFactsHash(uid(n), facts),
    sentence: `Something is the matter with site ${n}.`,
    evidence: ['It was read.'],
    automatic: null,
    waits: 'A person decides.',
  };
}

export class EventScene {
  readonly tenantId = randomUUID();
  readonly #database: DatabaseForTests;
  #readings: EventReadings = { sitesReadingId: null, companiesReadingId: null };

  constructor(database: DatabaseForTests) {
    this.#database = database;
  }

  get db() {
    return this.#database.db;
  }

  static async open(database: DatabaseForTests): Promise<EventScene> {
    const scene = new EventScene(database);
    await database.owner`insert into tenant (id, name, api_origin, account_uid)
      values (${scene.tenantId}, 'MSP', 'https://x', ${scene.tenantId})`;
    return scene;
  }

  /** A run that found this, and was undecided about those sites. */
  run(events: DetectedEvent[], undecided: number[] = [], runId: string = randomUUID()) {
    const { tenantId } = this;
    const saving = {
      tenantId,
      runId,
      events,
      undecided: undecided.map(uid),
      readings: this.#readings,
      execution,
    };
    return withTenant(this.db, tenantId, (tx) => saveEventsIn(tx, saving));
  }

  id(type: EventType, n: number): string {
    return eventId(this.tenantId, type, uid(n));
  }

  async row(type: EventType, n: number): Promise<EventRow> {
    const wanted = and(eq(event.tenantId, this.tenantId), eq(event.id, this.id(type, n)));
    const [row] = await withTenant(this.db, this.tenantId, (tx) =>
      tx.select().from(event).where(wanted),
    );
    if (!row) throw new Error(`no event ${type} of site ${n}`);
    return row;
  }

  /** What the record says happened to an event, the oldest first. */
  async history(type: EventType, n: number): Promise<string[]> {
    const rows = await withTenant(this.db, this.tenantId, (tx) =>
      tx
        .select({ verb: audit.verb })
        .from(audit)
        .where(eq(audit.subject, eventSubject(this.id(type, n))))
        .orderBy(asc(audit.id)),
    );
    return rows.map(({ verb }) => verb);
  }

  /** How often the event's workflow was told to look, since the last asking. */
  async nudges(type: EventType, n: number): Promise<number> {
    const rows = await withTenant(this.db, this.tenantId, (tx) =>
      tx
        .delete(outbox)
        .where(eq(outbox.subjectId, this.id(type, n)))
        .returning(),
    );
    return rows.length;
  }

  /** Site n is associated with company n, whose package is there or still missing. */
  async associate(n: number, state: 'complete' | 'completing' = 'complete'): Promise<void> {
    await withTenant(this.db, this.tenantId, (tx) =>
      tx.insert(association).values({
        tenantId: this.tenantId,
        siteUid: uid(n),
        siteName: `Site ${n}`,
        companyId: cid(n),
        companyName: `Company ${n}`,
        expectedParentId: rootId,
        companyCreated: false,
        state,
        createdBy: ann,
      }),
    );
  }

  /** The actions of site n, the oldest first. */
  actions(n: number) {
    return withTenant(this.db, this.tenantId, (tx) =>
      tx
        .select()
        .from(action)
        .where(eq(action.siteUid, uid(n)))
        .orderBy(asc(action.createdAt)),
    );
  }

  /** The action of site n at work has written something that took effect. */
  async wrote(n: number): Promise<void> {
    const { owner } = this.#database;
    await owner`
      insert into intent (tenant_id, vendor, operation, subject_kind, subject_id, natural_key,
        action_id, desired, evidence, state, sends, fence, first_sent_at, send_by, settle_at)
      select tenant_id, 'gravityzone', 'companies.createCompany', 'association', site_uid, 'x', id,
        '{}', '{}', 'done', 1, 1, now(), now(), now() from action
      where tenant_id = ${this.tenantId} and site_uid = ${uid(n)}`;
  }

  /** Both inventories as they were read: sites and companies of these numbers, under a partner. */
  async read(numbers: number[], partnerId: CompanyId = rootId): Promise<void> {
    const company = (id: CompanyId, name: string, type: 'customer' | 'partner') => ({
      key: id,
      payload: { id, name, kind: 'company', parentId: rootId, partnerId: rootId, type },
    });
    this.#readings = {
      sitesReadingId: await this.#store(
        'sites',
        numbers.map((n) => ({
          key: uid(n),
          payload: { uid: uid(n), name: `Site ${n}`, onDemand: false, deviceCount: 1 },
        })),
      ),
      companiesReadingId: await this.#store('companies', [
        company(rootId, 'MSP', 'partner'),
        company(cid(0xaaa), 'Reseller', 'partner'),
        ...numbers.map((n) => {
          const { key, payload } = company(cid(n), `Company ${n}`, 'customer');
          return { key, payload: { ...payload, parentId: partnerId, partnerId } };
        }),
      ]),
    };
  }

  async #store(kind: ReadingKind, items: { key: string; payload: unknown }[]): Promise<string> {
    const wish = { runId: randomUUID(), kind, identity: rootId, attempt: '1', resume: false };
    const { readingId } = await startReading(this.db, this.tenantId, wish);
    await writePage(this.db, this.tenantId, readingId, '1', items);
    const end = { complete: true, identityMatches: true, listing: kind, uncounted: 0 };
    await finishReading(this.db, this.tenantId, readingId, '1', end);
    return readingId;
  }
}
