import type { Logger } from 'pino';
import type { Database } from '../db/connect.ts';
import type { WriteTimings } from '../db/writes/commit-intent.ts';
import type { CallTally } from './call-tally.ts';
import type { DattoRmmClient } from '../vendors/datto-rmm/client.ts';
import type { GravityzoneClient } from '../vendors/gravityzone/client.ts';
import type { ItglueClient } from '../vendors/itglue/client.ts';
import type { Way } from './way.ts';

/** Clients made from a tenant's saved connections, counting their calls into `calls`. */
export interface VendorClients {
  dattoRmm(tenantId: string, calls: CallTally): Promise<DattoRmmClient>;
  gravityzone(tenantId: string, calls: CallTally): Promise<GravityzoneClient>;
  itglue(tenantId: string, calls: CallTally): Promise<ItglueClient>;
}

/** Opens a tenant's sealed values; undefined where none is stored. */
export type OpenSecret = (tenantId: string, field: string) => Promise<string | undefined>;

/** What every activity is made from. */
export interface ActivityDependencies {
  db: Database;
  vendors: VendorClients;
  openSecret: OpenSecret;
  timings: WriteTimings;
  /** How often an activity at work says that it lives, in ms. */
  heartbeatEveryMs: number;
  /** Who goes first where steps want the worker's thread. */
  way: Way;
  log: Logger;
}
