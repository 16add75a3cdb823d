import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import { decideEvent } from '../../db/events/decide-event.ts';
import { association, decision, event, tenant as tenantTable } from '../../db/schema/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import {
  resolveEventWorkflowId,
  searchAttributes,
  workflowTypes,
} from '../../temporal-config/names.ts';
import { control } from '../harness/control.ts';
import type { Install } from '../harness/install.ts';
import { automatic, type TestTenant } from '../harness/tenant.ts';
import { type Figure, rounded } from './figures.ts';

const type = 'destination-moved';

/** How long GravityZone takes to answer while decisions are measured, in ms. */
const answerMs = 300;
const decisions = 5;
const pollMs = 20;

interface Measured {
  readonly sites: number;
  readonly install: Install;
  readonly tenant: TestTenant;
  readonly sandbox: Sandbox;
}

/**
 * Moves every associated company away, with handling Manual: a run opens one event for each. Then a
 * person decides on some of them.
 */
export async function measureEvents(measured: Measured): Promise<Figure[]> {
  const { tenant, sandbox } = measured;
  const vendors = control(sandbox);
  await tenant.read((tx) =>
    tx
      .update(tenantTable)
      .set({ settings: { ...automatic, handling: 'manual' } })
      .where(eq(tenantTable.id, tenant.id)),
  );
  const partner = { do: 'gravityzone.createCompany', name: 'A Partner Between', type: 0 };
  const { id: newParentId } = await vendors.change(partner);
  const tied = await tenant.read((tx) => tx.select().from(association));
  for (const { companyId } of tied) {
    await vendors.change({ do: 'gravityzone.moveCompany', companyId, newParentId });
  }
  return [await openingFigure(measured, tied.length), ...(await decisionFigures(measured))];
}

/** From the plan, which stores the events, until each has its workflow. */
async function openingFigure({ sites, install, tenant }: Measured, moved: number): Promise<Figure> {
  const before = await openWorkflows(install, tenant);
  const running = tenant.sync();
  const events = () =>
    tenant.read((tx) => tx.$count(event, and(eq(event.type, type), eq(event.state, 'open'))));
  while ((await events()) === 0) await sleep(pollMs);
  const storedAt = performance.now();
  while ((await openWorkflows(install, tenant)) < before + moved) await sleep(pollMs);
  const seconds = (performance.now() - storedAt) / 1_000;
  await running;
  return {
    figure: 'events opened per second',
    sites,
    value: rounded(moved / seconds),
    unit: 'events per second',
    events: moved,
    seconds: rounded(seconds),
  };
}

async function openWorkflows({ temporal }: Install, { id }: TestTenant): Promise<number> {
  const query = `${searchAttributes.tenant.name} = '${id}' AND WorkflowType = '${workflowTypes.resolveEvent}' AND ExecutionStatus = 'Running'`;
  return (await temporal.workflow.count(query)).count;
}

/** One decision after another, from its being stored to the effect, and to its outcome. */
async function decisionFigures({ sites, install, tenant, sandbox }: Measured): Promise<Figure[]> {
  const vendors = control(sandbox);
  await vendors.fault({
    vendor: 'gravityzone',
    operation: '*',
    kind: 'slow',
    delayMs: answerMs,
    times: 0,
  });
  const open = await tenant.read((tx) =>
    tx
      .select()
      .from(event)
      .where(and(eq(event.type, type), eq(event.state, 'open')))
      .limit(decisions),
  );
  const effectMs: number[] = [];
  const outcomeMs: number[] = [];
  const lengths: number[] = [];
  for (const { id, siteUid } of open) {
    const { last } = await vendors.log(Number.MAX_SAFE_INTEGER);
    const decidedAt = Date.now();
    const choice = { do: 'move' } as const;
    const { decisionId } = await decideEvent(install.db, tenant.acting, id, { choice });
    await untilSettled(tenant, decisionId ?? '');
    outcomeMs.push(Date.now() - decidedAt);
    const { entries } = await vendors.log(last);
    const moved = entries.find(({ effect }) => effect?.verb === 'move')?.effectAt;
    if (moved == null) throw new Error('a decision had no effect');
    effectMs.push(Date.parse(moved) - decidedAt);
    const workflowId = resolveEventWorkflowId({ tenantId: tenant.id, type, siteUid });
    const handle = install.temporal.workflow.getHandle(workflowId);
    await handle.result();
    lengths.push((await handle.fetchHistory()).events?.length ?? 0);
  }
  await vendors.clearFaults();
  const details = { answerMs, decisions: open.length };
  return [
    {
      figure: 'time from decision to effect by the vendor’s answer time',
      sites,
      value: rounded(median(effectMs) / answerMs),
      unit: 'ratio',
      ...details,
      medianMs: median(effectMs),
      untilOutcomeMs: median(outcomeMs),
    },
    {
      figure: 'history events of an event’s life',
      sites,
      value: median(lengths),
      unit: 'events',
      most: Math.max(...lengths),
    },
  ];
}

async function untilSettled(tenant: TestTenant, decisionId: string): Promise<void> {
  for (;;) {
    const [row] = await tenant.read((tx) =>
      tx.select().from(decision).where(eq(decision.id, decisionId)),
    );
    if (row?.state === 'done') return;
    if (row?.state === 'refused') throw new Error(row.outcome ?? 'a decision was refused');
    await sleep(pollMs);
  }
}

function median(numbers: readonly number[]): number {
  const ordered = numbers.toSorted((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] ?? 0;
}
