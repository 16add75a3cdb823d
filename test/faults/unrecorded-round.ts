import { operations } from './kills.ts';
import { addSites, endOfWork, strikeOff, sync, type Lane } from './lane.ts';
import type { WantedSite } from './ledger.ts';
import { until, type Scene } from './scene.ts';

/** What is read before each write. */
const readBefore = {
  company: { vendor: 'gravityzone', operation: 'companies.findCompaniesByName' },
  package: { vendor: 'gravityzone', operation: 'packages.getPackagesList' },
  variable: { vendor: 'dattoRmm', operation: 'GET /v2/site/{siteUid}/variables' },
} as const;

/**
 * The vendor answers a write at once but lists its effect only later, and the worker is killed when
 * it has the answer and can't record it, since the table is locked.
 */
export async function unrecordedRound(lane: Lane): Promise<void> {
  const { scene } = lane;
  const { vendors, timings } = scene;
  const kill = lane.kills.find(({ when }) => when === 'after-answer');
  if (!kill) return;
  const [site] = await addSites(lane, 1);
  if (!site) return;
  const subject = site.hasCompany && kill.subject === 'company' ? 'package' : kill.subject;
  const delayMs = timings.writeTimeoutMs + timings.writeSettleMs;
  await vendors.fault({ ...operations[subject], kind: 'late-visible', delayMs });
  // Leaves time to lock the table between the read and the write.
  await vendors.fault({ ...readBefore[subject], kind: 'slow', delayMs: 700, times: 0 });
  const { last } = await vendors.log();
  const answered = (kind: string) =>
    until(`a ${kind} answer about the ${subject}`, async () => {
      const { entries } = await vendors.log(last);
      return entries.some(({ fault, status }) => fault === kind && status !== null);
    });
  const work = sync(lane);
  // Variables are read for the plan as well, long before they are written.
  if (subject === 'variable') await until('the link', () => hasLink(scene, site));
  else await begun(scene, last);
  await scene.install.owner.begin(async (tx) => {
    await tx`lock table association in exclusive mode`;
    await answered('late-visible');
    lane.worker.signal('SIGKILL');
    await lane.worker.ended;
  });
  strikeOff(lane, { subject, when: 'after-answer' });
  lane.happened.unrecorded += 1;
  lane.worker = await scene.startWorker();
  await endOfWork(work);
  await vendors.clearFaults();
}

async function hasLink({ install }: Scene, { uid }: WantedSite): Promise<boolean> {
  const rows = await install.owner`
    select 1 from association where site_uid = ${uid} and install_link is not null`;
  return rows.length > 0;
}

/** The read before the write has begun. */
function begun({ vendors }: Scene, last: number): Promise<true> {
  return until('the slow read', async () => {
    const { entries } = await vendors.log(last);
    return entries.some(({ fault }) => fault === 'slow');
  });
}
