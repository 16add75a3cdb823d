import type { Change } from './changed-bundle.ts';

interface BreakingChange extends Change {
  workflow: string;
  /** What it does otherwise, in words. */
  does: string;
  /** Recorded histories that no longer replay. */
  fails: string[];
}

/** Changes of the workflows that would break what is under way, each by other means. */
export const changes: readonly BreakingChange[] = [
  {
    workflow: 'syncTenant',
    does: 'does not show its status',
    file: 'sync-tenant.ts',
    from: 'upsertSearchAttributes([{ key: searchAttributes.runStatus, value: status }]);',
    to: '',
    fails: ['syncTenant-creates', 'syncTenant-paused', 'before-events/syncTenant-creates'],
  },
  {
    workflow: 'syncGravityzone',
    does: 'reads in another order',
    file: 'sync-gravityzone.ts',
    from: 'await gravityzoneReads.readDetails(run);\n    await dattoRmmReads.readVariables(run);',
    to: 'await dattoRmmReads.readVariables(run);\n    await gravityzoneReads.readDetails(run);',
    fails: ['syncGravityzone-creates', 'before-events/syncGravityzone-creates'],
  },
  {
    workflow: 'syncGravityzone',
    does: 'takes a run of before events for one with events',
    file: 'sync-gravityzone.ts',
    from: "patched('events')",
    to: "(patched('events'), true)",
    fails: ['before-events/syncGravityzone-creates', 'before-events/syncGravityzone-plan'],
  },
  {
    workflow: 'syncGravityzone',
    does: 'does not wait for its events',
    file: 'sync-gravityzone.ts',
    from: 'await recordsWaits.awaitEventActions(run);',
    to: '',
    fails: ['syncGravityzone-handles-events', 'syncGravityzone-second-of-two'],
  },
  {
    workflow: 'saveMapping',
    does: 'leaves a step out',
    file: 'carry-out.ts',
    from: 'decidedByPerson ? [dattoRmm.checkSite] : []',
    to: '[]',
    fails: ['saveMapping-done-and-problem', 'saveMapping-repaired', 'resolveEvent-decided-create'],
  },
  {
    workflow: 'saveMapping',
    does: 'carries out fewer at once',
    file: 'carry-out-all.ts',
    from: 'const atOnce = 16;',
    to: 'const atOnce = 2;',
    fails: ['saveMapping-first-of-two', 'syncGravityzone-first-of-two'],
  },
  {
    workflow: 'saveMapping',
    does: 'leaves the rows of one cancelled in Temporal',
    file: 'save-mapping.ts',
    from: 'isCancellation(error)) {',
    to: 'false) {',
    fails: ['saveMapping-cancelled-in-temporal'],
  },
  {
    workflow: 'resolveEvent',
    does: 'does not show its state',
    file: 'resolve-event.ts',
    from: 'upsertSearchAttributes([{ key: searchAttributes.state, value: step.state }]);',
    to: '',
    fails: ['resolveEvent-waiting', 'resolveEvent-decided-move'],
  },
  {
    workflow: 'resolveEvent',
    does: 'does not close',
    file: 'resolve-event.ts',
    from: "else if (step.do === 'close' && looked === changes) return;",
    to: '',
    fails: ['resolveEvent-ignored', 'resolveEvent-no-longer-applies', 'resolveEvent-run-moves'],
  },
  {
    workflow: 'resolveEvent',
    does: 'acts twice',
    file: 'resolve-event.ts',
    from: 'await carryOut(input.tenantId, action, byPerson);',
    to: 'for (const id of [action, action]) await carryOut(input.tenantId, id, byPerson);',
    fails: ['resolveEvent-decided-rename-existing', 'resolveEvent-run-recreates'],
  },
  {
    workflow: 'resolveEvent',
    does: 'leaves an action that was cancelled without an end',
    file: 'resolve-event.ts',
    from: 'CancellationScope.nonCancellable',
    to: 'CancellationScope.cancellable',
    fails: ['resolveEvent-cancelled'],
  },
  {
    workflow: 'resolveEvent',
    does: 'goes on as a new execution later',
    file: 'resolve-event.ts',
    from: 'const longestHistory = 2_000;',
    to: 'const longestHistory = 3_000;',
    fails: ['resolveEvent-first-of-two'],
  },
];
