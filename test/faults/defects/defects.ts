import type { Patch } from './plant.ts';
import {
  foreignNamesake,
  lateEffect,
  lostAnswer,
  staleAttempt,
  twoDeciders,
  type Scenario,
} from './scenarios.ts';

/** A guard of the write protocol taken out, and the scenario in which that shows. */
export interface Defect {
  name: string;
  scenario: Scenario;
  /** The promise that it breaks. */
  shows: 'doubled' | 'lost' | 'adopted';
  patches: Patch[];
  /** Taken out of the database, as its owner. */
  sql?: string;
}

const performWrite = 'activities/writes/perform-write.ts';

export const defects: Defect[] = [
  {
    name: 'no read-back: an unknown outcome is treated as not applied',
    scenario: lostAnswer,
    shows: 'lost',
    patches: [
      {
        file: performWrite,
        find: 'const outcome = await settle(step, operationNamed(open.intent.operation), open, sameWrite);',
        replace: `await settleAs(deps.db, open.intent, 'not-applied', 'nobody looked');
    const outcome = sameWrite ? 'sent anew' : 'settled';`,
      },
    ],
  },
  {
    name: 'blind retry: a lost answer is sent again at once',
    scenario: lostAnswer,
    shows: 'doubled',
    patches: [
      {
        file: performWrite,
        find: 'sendIt(write.desired, { sendBefore, signal: sendingSignal(step.signal) }),',
        replace: `sendIt(write.desired, { sendBefore, signal: sendingSignal(step.signal) }).catch(async () => {
      const again = await operation.prepare(step);
      return again(write.desired, { sendBefore: performance.now() + 4_000, signal: step.signal });
    }),`,
      },
    ],
  },
  {
    name: 'no settle: read back at once, not after the write can no longer take effect',
    scenario: lateEffect,
    shows: 'doubled',
    patches: [
      {
        file: 'db/writes/find-intent.ts',
        find: 'greatest(0, ceil(extract(epoch from ${intent.settleAt} - clock_timestamp()) * 1000))::int',
        replace: '0',
      },
      {
        file: performWrite,
        find: 'timings.timeoutMs + timings.settleMs,',
        replace: '1,',
      },
    ],
  },
  {
    name: 'adopt by name alone: whatever has the name is ours',
    scenario: foreignNamesake,
    shows: 'adopted',
    patches: [
      {
        file: 'activities/gravityzone/create-company.ts',
        find: "if (company.type !== 1) return foreign('it is no customer');",
        replace: "if (company.id) return { found: 'ours', result: { companyId: company.id } };",
      },
    ],
  },
  {
    name: "no fence: the lock's fence and the run's lease are not checked",
    scenario: staleAttempt,
    shows: 'doubled',
    patches: [
      {
        file: 'db/writes/commit-intent.ts',
        find: 'await checkFences(tx, subject, mine.runId, fence);',
        replace: '',
      },
    ],
  },
  {
    name: 'no subject key: a site is not locked, and may have two unsettled writes',
    scenario: twoDeciders,
    shows: 'doubled',
    patches: [
      {
        file: 'db/actions/begin-step.ts',
        find: 'setWhere: eq(subjectLock.actionId, actionId),',
        replace: '',
      },
      {
        file: 'db/actions/begin-step.ts',
        find: 'set: { ...execution, fence: sql`excluded.fence` },',
        replace: 'set: { ...execution, actionId, fence: sql`excluded.fence` },',
      },
      {
        file: performWrite,
        find: 'if (open) {',
        replace: 'if (open?.intent.actionId === action.id) {',
      },
    ],
    sql: 'drop index one_unsettled_intent_per_subject',
  },
];
