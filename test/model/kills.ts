import type { control } from '../harness/control.ts';
import type { Killer, WorkerKeeper } from './worker-keeper.ts';

export const moments = ['before-effect', 'after-effect', 'after-answer'] as const;
export type Moment = (typeof moments)[number];

/** The worker's death at one moment of one kind of request. */
export interface Kill {
  vendor: string;
  operation: string;
  match?: string;
  when: Moment;
}

/** The kills that one lane has in store. They wait in its vendors until their request comes. */
export class LaneKills implements Killer {
  readonly #vendors: ReturnType<typeof control>;
  readonly #keeper: WorkerKeeper;
  #pending: { kill: Kill; faultId: number | null }[] = [];
  #hits = 0;
  readonly played: Kill[] = [];

  constructor(vendors: ReturnType<typeof control>, keeper: WorkerKeeper) {
    this.#vendors = vendors;
    this.#keeper = keeper;
    keeper.killers.add(this);
  }

  async plan(kills: readonly Kill[]): Promise<void> {
    this.#pending.push(...kills.map((kill) => ({ kill, faultId: null })));
    const { pid } = this.#keeper;
    if (pid !== null) await this.arm(pid);
  }

  async arm(pid: number): Promise<void> {
    for (const pending of this.#pending) {
      const { id } = await this.#vendors.fault({ ...pending.kill, kind: 'kill', pid });
      pending.faultId = id;
    }
  }

  /** Other faults stay. */
  async disarm(): Promise<number> {
    const { faults } = await this.#vendors.faults();
    await this.#vendors.clearFaults();
    for (const { fault } of faults) if (fault.kind !== 'kill') await this.#vendors.fault(fault);
    const standing = new Set(faults.map(({ id }) => id));
    const hit = this.#pending.filter(({ faultId }) => faultId !== null && !standing.has(faultId));
    this.#pending = this.#pending.filter((one) => !hit.includes(one));
    for (const one of this.#pending) one.faultId = null;
    this.played.push(...hit.map(({ kill }) => kill));
    // A kill may hit in the moment in which the lane gives up on it: the log knows.
    const before = this.#hits;
    const { entries } = await this.#vendors.log();
    this.#hits = entries.filter(({ fault }) => fault === 'kill').length;
    return this.#hits - before;
  }

  /** Nothing of it is played any more, and no other fault either. */
  async stop(): Promise<void> {
    this.#pending = [];
    await this.#vendors.clearFaults();
  }
}
