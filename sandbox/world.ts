import type { Clock } from './clock.ts';
import { DattoLimits } from './datto-rmm/limits.ts';
import { DattoStore } from './datto-rmm/store.ts';
import { Tokens } from './datto-rmm/tokens.ts';
import { dattoRmmVendor } from './datto-rmm/vendor.ts';
import { GravityZoneLimits } from './gravityzone/limits.ts';
import { GravityZoneStore } from './gravityzone/store.ts';
import { gravityzoneVendor } from './gravityzone/vendor.ts';
import type { Vendor } from './http/call.ts';
import { RequestLog, type VendorName } from './http/request-log.ts';
import { itglueVendor } from './itglue/vendor.ts';
import { Random } from './random.ts';
import { fillSample, type BranchOccurrence, type Msp } from './samples/sample.ts';
import type { Switches } from './switches/switches.ts';
import { ChangeRecorder } from './table.ts';

export interface WorldOptions {
  readonly msp: Msp;
  readonly sites: number | undefined;
  readonly devices: number | undefined;
  readonly seed: number;
  readonly rateScale: number;
}

/** All data, counters and the log from a start or a reset to the next. */
export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: RequestLog;
  readonly dattoRmm: DattoStore;
  readonly gravityzone: GravityZoneStore;
  readonly itglueKey: string;
  readonly msp: Msp;
  readonly branches: readonly BranchOccurrence[];
  readonly vendors: Readonly<Record<VendorName, Vendor>>;
}

/** Makes the sample MSP anew. The same options give the same world, ids and keys included. */
export function makeWorld(options: WorldOptions, clock: Clock, switches: Switches): World {
  const random = new Random(`sandbox/${String(options.seed)}`);
  const recorder = new ChangeRecorder();
  const log = new RequestLog();
  const dattoRmm = new DattoStore(random.fork('datto rmm'), clock, recorder);
  const gravityzone = new GravityZoneStore(random.fork('gravityzone'), clock, recorder);
  const branches = fillSample({ dattoRmm, gravityzone }, options, random);
  return {
    clock,
    random,
    log,
    dattoRmm,
    gravityzone,
    itglueKey: `ITG.${random.fork('itglue').hex(32)}`,
    msp: options.msp,
    branches,
    vendors: {
      dattoRmm: dattoRmmVendor({
        store: dattoRmm,
        tokens: new Tokens(clock, switches, random),
        limits: new DattoLimits(clock, switches, options.rateScale),
        switches,
        clock,
        log,
        recorder,
      }),
      gravityzone: gravityzoneVendor({
        store: gravityzone,
        limits: new GravityZoneLimits(clock, switches, options.rateScale),
        switches,
        clock,
        random: random.fork('licences'),
        log,
        recorder,
      }),
      itglue: itglueVendor(log, recorder),
    },
  };
}
