import type { listEvents } from '../db/events/list-events.ts';
import type { readEvent } from '../db/events/read-event.ts';
import { fromStore } from '../db/events/stored-choice.ts';
import { resolveEventWorkflowId } from '../temporal-config/names.ts';
import { eventListed, eventShape, eventWords } from './shapes/event.ts';
import type { WorkflowUrl } from './workflow-url.ts';
import { writeSentence } from './write-sentence.ts';

type EventRow = Awaited<ReturnType<typeof listEvents>>['events'][number];
type WholeEvent = Awaited<ReturnType<typeof readEvent>>;

/** An event as lists answer it. */
export function shownInList(tenantId: string, row: EventRow, workflowUrl: WorkflowUrl) {
  return eventListed.parse(worded(tenantId, row, workflowUrl));
}

/** An event whole: with its evidence, decisions, actions, their writes, and its audit. */
export function shownEvent(tenantId: string, found: WholeEvent, workflowUrl: WorkflowUrl) {
  return eventShape.parse({
    ...worded(tenantId, found, workflowUrl),
    decisions: found.decisions.map((decision) => ({ ...decision, ...fromStore(decision.choice) })),
    actions: found.actions.map((action) => ({
      ...action,
      writes: action.writes.map((write) => ({
        ...write,
        siteUid: found.siteUid,
        siteName: found.siteName,
        sentence: writeSentence(write),
      })),
    })),
  });
}

function worded<Row extends EventRow>(tenantId: string, row: Row, workflowUrl: WorkflowUrl) {
  const { type, siteUid } = row;
  const workflowId = resolveEventWorkflowId({ tenantId, type, siteUid });
  return { ...row, ...eventWords(row), workflowId, workflowUrl: workflowUrl(workflowId) };
}
