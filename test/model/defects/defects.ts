import type { Patch } from '../../faults/defects/plant.ts';
import {
  goneForOneRun,
  ignored,
  killedHalfWay,
  movedOn,
  oldPage,
  siteGone,
  twoOperators,
  type Scenario,
} from './scenarios.ts';

/** A guard of events taken out, and the scenario in which that shows. */
export interface Defect {
  name: string;
  scenario: Scenario;
  /** The disagreement that it leads to. */
  shows: RegExp;
  patches: Patch[];
  /** Taken out of the database, as its owner. */
  sql?: string;
}

const keepsIt = `{
    kind: 'move', effect: 'changes', siteUid, siteName, event: 'source-deleted',
    factsHash: event.factsHash, needsVariable: false, companyId, companyName,
    fromId: companyId, toId: companyId,
    before: { company: null, package: null, variable: null },
    after: { company: null, package: null, variable: null },
    calls: { dattoRmm: 1, gravityzone: 0 },
  }`;

export const defects: Defect[] = [
  {
    name: 'what a person ignored is handled by the next run',
    scenario: ignored,
    shows: /done unasked: move company/,
    patches: [
      {
        file: 'rules/gravityzone/events/raise-event.ts',
        find: 'isIgnored(context, found.site.uid, type, factsHash)',
        replace: 'isIgnored(context, found.site.uid, type, `${factsHash} `)',
      },
    ],
  },
  {
    name: 'a company is created anew at the first sight of its absence',
    scenario: goneForOneRun,
    shows: /done unasked: create company/,
    patches: [
      {
        file: 'rules/gravityzone/events/detect-deleted.ts',
        find: "'The company is created anew if the next run does not find it either.'",
        replace: 'null',
      },
    ],
  },
  {
    name: 'a company is moved without a fresh look at where it is',
    scenario: movedOn,
    shows: /was to be refused/,
    patches: [
      {
        file: 'activities/gravityzone/ensure-moved.ts',
        find: 'if (place?.partnerId !== move.fromId) {',
        replace: 'if (!place) {',
      },
    ],
  },
  {
    name: 'a decision for an earlier occurrence is taken for the next',
    scenario: oldPage,
    shows: /was to be refused/,
    patches: [
      {
        file: 'db/events/state-sentence.ts',
        find: 'if (!changed && !again) return null;',
        replace: 'if (!changed) return null;',
      },
    ],
  },
  {
    name: 'a step that a dead worker began is begun again without a look at what it did',
    scenario: killedHalfWay,
    shows: /create package|was to be done/,
    patches: [
      {
        file: 'activities/writes/perform-write.ts',
        find: 'const outcome = await settle(step, operationNamed(open.intent.operation), open, sameWrite);',
        replace: `await settleAs(deps.db, open.intent, 'not-applied', 'nobody looked');
    const outcome = sameWrite ? 'sent anew' : 'settled';`,
      },
    ],
  },
  {
    name: 'the association of a deleted site is taken away by a run',
    scenario: siteGone,
    shows: /event source-deleted of .* is handled, not open/,
    patches: [
      {
        file: 'rules/gravityzone/events/detect-source-deleted.ts',
        find: "return { kind: 'event', event, item: null };",
        replace: `return { kind: 'event', event, item: ${keepsIt} };`,
      },
      {
        file: 'activities/gravityzone/planned-item.ts',
        find: "return { ...common, verb: 'move', details };",
        replace:
          "return { ...common, verb: event === 'source-deleted' ? 'keep-company' : 'move', details };",
      },
    ],
  },
  {
    name: 'two decisions on one event are both taken',
    scenario: twoOperators,
    shows: /more than one was accepted/,
    patches: [
      {
        file: 'db/events/decide-event.ts',
        find: '  if (!open) return null;',
        replace: '  if (!open || open.id) return null;',
      },
    ],
    sql: 'drop index one_open_decision_per_item',
  },
];
