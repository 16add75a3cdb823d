/**
 * Where a workflow can be looked at; null where nobody said where Temporal's UI is. Without a run
 * id, its newest run.
 */
export type WorkflowUrl = (workflowId: string, workflowRunId?: string) => string | null;

/** Links into Temporal's web UI, as the UI itself makes them. */
export function createWorkflowUrl(ui: string | undefined, namespace: string): WorkflowUrl {
  if (ui === undefined) return () => null;
  const workflows = `${ui}/namespaces/${encodeURIComponent(namespace)}/workflows`;
  return (workflowId, workflowRunId) =>
    [workflows, encodeURIComponent(workflowId), workflowRunId]
      .filter((part) => part !== undefined)
      .join('/');
}
