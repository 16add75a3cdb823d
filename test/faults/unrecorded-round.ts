import { markOf, operations } from './kills.ts';
import { addSites, endOfWork, strikeOff, sync, type Lane } from './lane.ts';
import { until } from './scene.ts';

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
  await vendors.fault({
    ...readBefore[subject],
    kind: 'slow',
    delayMs: 700,
    ...(subject === 'package' ? {} : { match: markOf(site, subject) }),
  });
  const { last } = await vendors.log();
  const played = (kind: string) =>
    until(`the fault ${kind} on the ${subject}`, async () =>
      (await vendors.log(last)).entries.some(
        ({ fault, status }) => fault === kind && (kind === 'slow' || status !== null),
      ),
    );
  const work = sync(lane);
  await played('slow');
  await scene.install.owner.begin(async (tx) => {
    await tx`lock table association in exclusive mode`;
    await played('late-visible');
    lane.worker.signal('SIGKILL');
    await lane.worker.ended;
  });
  strikeOff(lane, { subject, when: 'after-answer' });
  lane.happened.unrecorded += 1;
  lane.worker = await scene.startWorker();
  await endOfWork(work);
  await vendors.clearFaults();
}
