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
import { ItglueLimits } from './itglue/limits.ts';
import { Itglue, ItglueStore } from './itglue/store.ts';
import { itglueVendor } from './itglue/vendor.ts';
import { Random } from './random.ts';
import { fillSample, type Msp, type SampleNotes } from './samples/sample.ts';
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
  readonly itglue: Itglue;
  readonly msp: Msp;
  readonly sample: SampleNotes;
  readonly vendors: Readonly<Record<VendorName, Vendor>>;
}

/** Makes the sample MSP anew. The same options give the same world, ids and keys included. */
export function makeWorld(options: WorldOptions, clock: Clock, switches: Switches): World {
  const random = new Random(`sandbox/${String(options.seed)}`);
  const recorder = new ChangeRecorder();
  const log = new RequestLog();
  const dattoRmm = new DattoStore(random.fork('datto rmm'), clock, recorder);
  const gravityzone = new GravityZoneStore(random.fork('gravityzone'), clock, recorder);
  const itglue = makeItglue(random.fork('itglue'), clock, recorder);
  const sample = fillSample({ dattoRmm, gravityzone, itglue }, options, random);
  return {
    clock,
    random,
    log,
    dattoRmm,
    gravityzone,
    itglue,
    msp: options.msp,
    sample,
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
      itglue: itglueVendor({
        itglue,
        limits: new ItglueLimits(clock, switches, options.rateScale),
        switches,
        clock,
        log,
        recorder,
      }),
    },
  };
}

/** The MSP's account and another one, and the MSP's own key. */
function makeItglue(random: Random, clock: Clock, recorder: ChangeRecorder): Itglue {
  const key = `ITG.${random.hex(32)}`;
  const account = (label: string, subdomain: string) =>
    new ItglueStore({ label, subdomain }, random.fork(label), clock, recorder);
  const itglue = new Itglue([account('main', 'harbourline'), account('other', 'cobalt')]);
  itglue.credentials.push({
    label: 'main',
    key,
    account: 'main',
    note: 'Administrator of the MSP’s account.',
    active: true,
    organizationIds: null,
  });
  return itglue;
}
