import type { FieldChange } from '../../rules/itglue/owned-field-changes.ts';
import { ownedFieldTitles } from '../../rules/itglue/settings.ts';
import type { Action } from '../actions/begin-step.ts';
import type { Execution } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';

export interface RecordedUpdate {
  configurationId: string;
  configurationName: string;
  changes: readonly FieldChange[];
}

/** Audits the fields of a matched configuration that were written, each before and after. */
export function recordUpdate(
  tx: Transaction,
  { tenantId, by, runId, matchSubject, siteUid }: Action,
  { configurationId, configurationName, changes }: RecordedUpdate,
  execution: Execution,
): Promise<void> {
  const configuration = { configurationId, configurationName };
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(
      changes.map((change) => [
        ownedFieldTitles[change.field],
        change.names?.[which] ?? change[which],
      ]),
    );
  return appendAudit(tx, tenantId, {
    actor: by,
    verb: 'configuration.update',
    subject: matchSubject ?? `site/${siteUid}`,
    before: { ...configuration, ...side('before') },
    after: { ...configuration, ...side('after') },
    execution,
    ...(runId ? { runId } : {}),
  });
}
