import { randomInt } from 'node:crypto';
import { isPortFree } from '../../launch/ports.ts';

/** Between the ports that services look for from their usual one on, and those of outgoing calls. */
const first = 20_000;
const last = 30_000;

/**
 * A port for a service that is stopped and started again under the same address: what else starts in
 * between takes the first free one from its usual one on, and so never this.
 */
export async function ownPort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, last);
    if (await isPortFree(port)) return port;
  }
}
