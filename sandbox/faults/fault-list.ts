import type { VendorName } from '../http/request-log.ts';
import type { Fault } from './fault.ts';

interface Standing {
  readonly id: number;
  readonly fault: Fault;
  toSkip: number;
  /** Infinity for `times` 0. */
  left: number;
}

/** The faults in force, oldest first; a request meets the first that fits it, and no other. */
export class FaultList {
  #standing: Standing[] = [];
  #lastId = 0;

  add(fault: Fault): number {
    this.#lastId += 1;
    this.#standing.push({
      id: this.#lastId,
      fault,
      toSkip: fault.after,
      left: fault.times === 0 ? Infinity : fault.times,
    });
    return this.#lastId;
  }

  clear(): number {
    const cleared = this.#standing.length;
    this.#standing = [];
    return cleared;
  }

  list(): { id: number; left: number | null; toSkip: number; fault: Fault }[] {
    return this.#standing.map(({ id, left, toSkip, fault }) => ({
      id,
      left: left === Infinity ? null : left,
      toSkip,
      fault,
    }));
  }

  /** The fault to play on this request, used up by one. */
  take(request: {
    vendor: VendorName;
    operation: string;
    path: string;
    body: string;
  }): Fault | null {
    for (const standing of this.#standing) {
      const { fault } = standing;
      if (fault.vendor !== request.vendor) continue;
      if (fault.operation !== '*' && fault.operation !== request.operation) continue;
      if (
        fault.match !== undefined &&
        !request.path.includes(fault.match) &&
        !request.body.includes(fault.match)
      ) {
        continue;
      }
      if (standing.toSkip > 0) {
        standing.toSkip -= 1;
        continue;
      }
      standing.left -= 1;
      if (standing.left <= 0) this.#standing = this.#standing.filter((other) => other !== standing);
      return fault;
    }
    return null;
  }
}
