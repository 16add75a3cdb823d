import { afterAll, beforeAll, expect, test } from 'vitest';
import { action, intent } from '../../db/schema/index.ts';
import { quick } from '../harness/install.ts';
import type { TestDevice } from '../harness/match-board.ts';
import type { WorkerProcess } from '../harness/worker-process.ts';
import { openMatchScene, type MatchMsp } from './match-scene.ts';

/** `MATCH_CREATIONS=1000` for the whole of a bulk: it takes some minutes. */
const creations = Number(process.env['MATCH_CREATIONS'] ?? 60);
const kills = creations > 500 ? 8 : 3;
const organizations = ['Alpha Assets', 'Bravo Bridges', 'Cargo Centre'];
const operation = 'POST /organizations/:id/relationships/configurations';

let scene: Awaited<ReturnType<typeof openMatchScene>>;
let worker: WorkerProcess;
let msp: MatchMsp;

beforeAll(async () => {
  scene = await openMatchScene();
  worker = await scene.install.startWorker();
  msp = await scene.msp();
});
afterAll(() => scene.close());

/** Each device has its organization; every third has two network interfaces, every second a serial. */
function deviceOf(n: number): TestDevice {
  const octets = [n >> 8, n & 0xff].map((octet) => octet.toString(16).padStart(2, '0'));
  const nic = (card: number) => ({
    mac: `D4:BE:D9:0${card}:${octets.join(':')}`,
    ipv4: `10.${card}.${n >> 8}.${n & 0xff}`,
  });
  return {
    uid: `uid-${String(n).padStart(4, '0')}`,
    hostname: `MACHINE-${String(n).padStart(4, '0')}X`,
    of: organizations[n % organizations.length] ?? '',
    nics: n % 3 === 0 ? [nic(1), nic(2)] : [nic(1)],
    ...(n % 2 === 0 ? { serial: `SN7Q${String(n).padStart(5, '0')}` } : {}),
  };
}

const { writeTimeoutMs, writeSettleMs } = quick;
const mishaps: ({ kind: string } & Record<string, unknown>)[] = [
  { kind: 'applied-then-timeout' },
  { kind: 'late-effect', delayMs: writeTimeoutMs + Math.round(writeSettleMs * 0.8) },
  { kind: 'late-visible', delayMs: writeTimeoutMs + Math.round(writeSettleMs * 0.8) },
  { kind: 'timeout' },
  { kind: 'reset', when: 'after-effect' },
  { kind: 'reset', when: 'before-effect' },
  { kind: 'status', status: 502, when: 'after-effect' },
  { kind: 'truncate' },
];

/** A mishap on every fourth creation, of each kind in turn. */
async function armMishaps(devices: readonly TestDevice[]): Promise<void> {
  const struck = devices.filter((_, n) => n % 4 === 0);
  for (const [n, { hostname }] of struck.entries()) {
    const mishap = mishaps[n % mishaps.length] ?? { kind: 'timeout' };
    await msp.vendors.fault({
      vendor: 'itglue',
      operation,
      match: hostname,
      ...mishap,
    });
  }
}

/** The worker is killed at a write, and another takes over: so many times. */
async function killAgainAndAgain(): Promise<void> {
  const moments = ['after-effect', 'before-effect', 'after-answer'];
  for (let kill = 0; kill < kills; kill += 1) {
    await msp.vendors.fault({
      vendor: 'itglue',
      operation,
      kind: 'kill',
      pid: worker.pid,
      when: moments[kill % moments.length],
      after: Math.floor(creations / (kills + 4)),
    });
    await worker.ended;
    worker = await scene.install.startWorker();
  }
}

test(
  `a bulk of ${creations} configurations: none is lost, none doubled, none in another organization`,
  { timeout: 900_000 },
  async () => {
    const ids = new Map<string, string>();
    for (const name of organizations) ids.set(name, await msp.home(name));
    const before = new Set((await msp.itglue()).configurations.map(({ id }) => id));
    const devices = Array.from({ length: creations }, (_, n) => deviceOf(n));
    await msp.board.devices(devices);
    await msp.board.read();
    await armMishaps(devices);

    const bulk = Object.fromEntries(devices.map(({ uid }) => [uid, { do: 'create' as const }]));
    const { decisionId, refused } = await msp.board.decide(bulk, 'device');
    expect(refused).toEqual([]);
    await killAgainAndAgain();
    const { counts } = await msp.outcome(decisionId);
    expect(counts).toMatchObject({ done: creations, problem: 0, refused: 0, cancelled: 0 });

    const { configurations, interfaces } = await msp.itglue();
    const made = configurations.filter(({ id }) => !before.has(id));
    expect(
      made.map(({ installedBy }) => installedBy ?? '').toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(devices.map(({ uid }) => `Sitesync ${uid}`));
    const byMark = new Map(made.map((one) => [one.installedBy, one]));
    const cards = Map.groupBy(interfaces, ({ configurationId }) => configurationId);
    for (const { uid, of, hostname, nics = [], serial = null } of devices) {
      const one = byMark.get(`Sitesync ${uid}`);
      expect(one).toMatchObject({
        organizationId: ids.get(of),
        name: hostname,
        serialNumber: serial,
        macAddress: nics[0]?.mac.toUpperCase(),
      });
      expect(cards.get(one?.id ?? '')?.length).toBe(nics.length);
      expect(await msp.board.match(uid)).toMatchObject({
        state: 'matched',
        destinationId: one?.id,
        origin: 'created',
      });
    }
    const { tenant } = msp;
    const intents = await tenant.read((tx) => tx.select({ state: intent.state }).from(intent));
    expect(new Set(intents.map(({ state }) => state))).toEqual(new Set(['done']));
    const actions = await tenant.read((tx) => tx.select({ state: action.state }).from(action));
    expect(actions.map(({ state }) => state)).toEqual(devices.map(() => 'done'));
  },
);
