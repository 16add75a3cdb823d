import { activityInfo } from '@temporalio/activity';
import { auditsDue, type AuditDue } from '../../db/audits/audits-due.ts';
import { saveAudits, type AuditRead } from '../../db/audits/save-audits.ts';
import { withTenant } from '../../db/connect.ts';
import { newestReading } from '../../db/readings/load-reading.ts';
import type { DattoRmmClient } from '../../vendors/datto-rmm/client.ts';
import { isVendorError } from '../../vendors/http/errors.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { readForRun, type RunInput } from '../read-for-run.ts';
import { sideBySide } from '../side-by-side.ts';
import { precedenceOf } from '../way.ts';
import { auditPayload } from './audit-payload.ts';
import { Batches } from './batches.ts';

/** How long a run reads audits, in ms (spec 4.1): the next one goes on. */
const budgetMs = 45 * 60_000;
/** So many are asked for side by side: enough to keep the account's limit busy. */
const atOnce = 16;
/** They are saved so many together: a worker that dies has read no more than these in vain. */
const savedTogether = 64;
/** With more than these unreadable, it is not the devices. */
const mostUnreadable = 50;

/** What crosses back to the workflow. */
export interface AuditsResult {
  read: number;
  left: number;
}

/**
 * Reads the audits of the run's devices that are new, the most recently seen devices first, until
 * its time is up. Each that was read is kept at once, so that another attempt goes on from there.
 */
export function readAudits(deps: ActivityDependencies, run: RunInput): Promise<AuditsResult> {
  // From the first attempt on: the budget is that of the run.
  const { activityType, scheduledTimestampMs } = activityInfo();
  const until = scheduledTimestampMs + budgetMs;
  return readForRun(deps, run, async ({ calls, signal }) => {
    const due = await loadDue(deps, run);
    if (due.length === 0) return { read: 0, left: 0 };
    const client = await deps.vendors.dattoRmm(run.tenantId, calls);
    const audits = new Batches<AuditRead>(savedTogether, (batch) =>
      saveAudits(deps.db, run.tenantId, batch),
    );
    let unreadable = 0;
    try {
      await sideBySide(due, atOnce, async (device) => {
        if (Date.now() >= until) return;
        try {
          await audits.add(await readAudit(client, device, signal));
        } catch (error) {
          unreadable += 1;
          // One odd device never keeps the others from being read; it is tried in the next run.
          if (!isOdd(error) || unreadable > mostUnreadable) throw error;
        }
        await deps.way.giveWay(precedenceOf(activityType), 1, signal);
      });
    } finally {
      await audits.keepRest();
    }
    return { read: audits.kept, left: due.length - audits.kept };
  });
}

function loadDue({ db }: ActivityDependencies, { tenantId, runId }: RunInput): Promise<AuditDue[]> {
  return withTenant(db, tenantId, async (tx) => {
    const reading = await newestReading(tx, 'devices', runId);
    return reading ? auditsDue(tx, reading.id) : [];
  });
}

async function readAudit(
  client: DattoRmmClient,
  { uid, deviceClass, lastAuditAtMs }: AuditDue,
  signal: AbortSignal,
): Promise<AuditRead> {
  const read = { deviceUid: uid, auditedAtMs: lastAuditAtMs };
  try {
    const audit = await client.deviceAudit({ uid, deviceClass }, { signal });
    return { ...read, audit: auditPayload(deviceClass, audit) };
  } catch (error) {
    // Offline or never audited (datto-rmm.md 7.3): asked again when it has another audit.
    if (isVendorError(error, 'not-found')) {
      return { ...read, audit: { ...auditPayload(deviceClass, null), outcome: 'not-found' } };
    }
    throw error;
  }
}

function isOdd(error: unknown): boolean {
  return isVendorError(error, 'contract-broken', 'forbidden', 'refused');
}
