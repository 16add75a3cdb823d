/** A workflow by its id and, where Temporal's UI is known, by its link there. */
export function workflowText(id: string, url: string | null): string {
  return url === null ? `Workflow ${id}` : `Workflow ${id}\n  ${url}`;
}
