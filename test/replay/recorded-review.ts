import { isNull } from 'drizzle-orm';
import { outbox, type MatchKind } from '../../db/schema/index.ts';
import { stopTenant } from '../../db/tenants/stop-tenant.ts';
import type { MatchChoice } from '../../rules/matching/match-choice.ts';
import { reviewMatchesWorkflowId } from '../../temporal-config/names.ts';
import { openMatchBoard } from '../harness/match-board.ts';
import type { Msp, Scene } from '../sync/scene.ts';
import { slowConfiguration } from './faults.ts';
import { until } from './recorder.ts';

/** Every name given here has it, so that a recorded history is seen to hold none. */
export const givenName = 'Quokka';

/** An MSP whose source organizations and devices are there to be decided on. */
export interface Review {
  msp: Msp;
  workflowId: string;
  /** Source organizations that nobody has decided on. */
  sources: string[];
  /** An organization of IT Glue that they can be matched to. */
  chosenId: string;
  /** Devices that nobody has decided on, of an organization that is matched. */
  devices: (count: number) => string[];
  /** Decides the same for all of them, and answers the decision. */
  decide: (kind: MatchKind, sourceIds: readonly string[], choice: MatchChoice) => Promise<string>;
  /** So many of its items stand so. */
  until: (decisionId: string, state: 'working' | 'done', count: number) => Promise<void>;
  /** Has configurations created, slowly, and waits until the first is on its way. */
  untilCreating: (count: number) => Promise<string>;
  /** Waits until nothing is left of it; so many are done. */
  ended: (decisionId: string, done: number) => Promise<void>;
  freeze: (frozen: boolean) => Promise<void>;
  /** Waits until nothing is on its way to the workflow. */
  delivered: () => Promise<void>;
}

/** Of so many sources and devices. */
export async function openReview(
  { install, msp: open }: Scene,
  count: { sources: number; devices: number },
): Promise<Review> {
  const msp = await open({ sites: 1, destinations: ['itglue'] });
  const { tenant, vendors } = msp;
  const board = openMatchBoard(install.db, msp.sandbox, tenant);
  const organization = async (name: string) =>
    String((await vendors.change({ do: 'itglue.createOrganization', name })).id);
  const [homeName, chosenName] = [`${givenName} Home`, `${givenName} Chosen`];
  const homeId = await organization(homeName);
  const chosenId = await organization(chosenName);
  const home = { state: 'matched', destinationId: homeId, destinationName: homeName } as const;
  const sources = numbered(count.sources, `${givenName} Source`);
  await board.organizations(
    { sourceId: homeName, ...home },
    ...sources.map((sourceId) => ({ sourceId })),
  );
  const uids = numbered(count.devices, 'device');
  await board.devices(uids.map((uid) => ({ uid, hostname: `${givenName}-${uid}`, of: homeName })));
  await board.read();
  const devices: Review['devices'] = (wanted) => uids.splice(0, wanted);
  const decide: Review['decide'] = async (kind, sourceIds, choice) => {
    const choices = Object.fromEntries(sourceIds.map((id) => [id, choice]));
    const { decisionId, refused } = await board.decide(choices, kind);
    if (decisionId === null || refused.length > 0) throw new Error(JSON.stringify(refused));
    return decisionId;
  };
  return {
    msp,
    workflowId: reviewMatchesWorkflowId(tenant.id),
    sources,
    chosenId,
    devices,
    decide,
    async untilCreating(wanted) {
      await vendors.fault(slowConfiguration);
      const { last } = await vendors.log();
      const decisionId = await decide('device', devices(wanted), { do: 'create' });
      await until(async () =>
        (await msp.log(last)).some(({ operation }) => operation === slowConfiguration.operation),
      );
      return decisionId;
    },
    until: (decisionId, state, wanted) =>
      until(async () => (await board.decision(decisionId)).counts[state] === wanted),
    async ended(decisionId, done) {
      await until(async () => (await board.decision(decisionId)).state === 'done');
      const { counts } = await board.decision(decisionId);
      if (counts.done !== done) throw new Error(`it ended with ${JSON.stringify(counts)}`);
    },
    async freeze(frozen) {
      await stopTenant(install.db, tenant.acting, 'freeze', frozen);
    },
    delivered: () =>
      until(async () => {
        const left = await tenant.read((tx) => tx.$count(outbox, isNull(outbox.deliveredAt)));
        return left === 0;
      }),
  };
}

function numbered(count: number, what: string): string[] {
  return Array.from({ length: count }, (_, n) => `${what}-${String(n).padStart(3, '0')}`);
}
