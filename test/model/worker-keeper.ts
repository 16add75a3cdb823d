import type { WorkerProcess } from '../harness/worker-process.ts';

/** Something that may have the worker killed, and is told when it was. */
export interface Killer {
  /** Calls its kills off, since the process they aim at is gone. Tells how many hit. */
  disarm(): Promise<number>;
  arm(pid: number): Promise<void>;
}

/** Keeps one worker at work for all lanes, though they have it killed again and again. */
export class WorkerKeeper {
  readonly killers = new Set<Killer>();
  readonly #start: () => Promise<WorkerProcess>;
  #worker: WorkerProcess;
  #isUp = true;
  #isMeant = false;
  #isClosing = false;
  #kills = 0;
  #fail: (error: Error) => void = () => {};
  /** Rejects when the worker ends by itself: the script can't go on then. */
  readonly failed = new Promise<never>((_resolve, reject) => {
    this.#fail = reject;
  });

  private constructor(worker: WorkerProcess, start: () => Promise<WorkerProcess>) {
    this.#worker = worker;
    this.#start = start;
    this.failed.catch(() => {});
    void this.#keep();
  }

  static async start(start: () => Promise<WorkerProcess>): Promise<WorkerKeeper> {
    return new WorkerKeeper(await start(), start);
  }

  /** The worker's process, or null while none is ready. */
  get pid(): number | null {
    return this.#isUp ? this.#worker.pid : null;
  }

  /** How often it was killed so far. */
  get kills(): number {
    return this.#kills;
  }

  /** Kills the worker here and now. */
  kill(): void {
    if (!this.#isUp) return;
    this.#isMeant = true;
    this.#worker.signal('SIGKILL');
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#worker.stop();
  }

  async #keep(): Promise<void> {
    try {
      for (;;) {
        await this.#worker.ended;
        this.#isUp = false;
        const hits = await Promise.all([...this.killers].map((killer) => killer.disarm()));
        if (this.#isClosing) return;
        if (!this.#isMeant && hits.every((hit) => hit === 0)) {
          throw new Error(`the worker ended by itself:\n${this.#worker.logged().slice(-4_000)}`);
        }
        this.#isMeant = false;
        this.#kills += 1;
        this.#worker = await this.#start();
        this.#isUp = true;
        await Promise.all([...this.killers].map((killer) => killer.arm(this.#worker.pid)));
      }
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error('the worker could not be kept'));
    }
  }
}
