import { stoppable, systemClock } from './clock.ts';
import { controlHandler } from './control/handle.ts';
import { FaultList } from './faults/fault-list.ts';
import { listen, serveVendor, type Listening } from './http/serve.ts';
import type { SandboxOptions } from './options.ts';
import { Switches } from './switches/switches.ts';
import { makeWorld, type World } from './world.ts';

export { ManualClock, type Clock } from './clock.ts';
export type { LogEntry } from './http/request-log.ts';
export type { SandboxOptions } from './options.ts';

/** What is printed when all four servers listen (sandbox.md). */
export interface ReadyLine {
  readonly ready: true;
  readonly control: { readonly url: string };
  readonly dattoRmm: { readonly url: string; readonly key: string; readonly secret: string };
  readonly gravityzone: { readonly url: string; readonly key: string };
  readonly itglue: { readonly url: string; readonly key: string };
}

/** The running vendors. */
export interface Sandbox {
  readonly ready: ReadyLine;
  /** The control interface's address. */
  readonly control: string;
  /** Stops at once, open connections included; calls off what was still to happen. */
  close(): Promise<void>;
}

/**
 * Starts the vendors on loopback with one sample MSP. Any number can run in one process.
 * Rejects with EADDRINUSE if a port that was asked for is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = stoppable(options.clock ?? systemClock());
  const switches = new Switches();
  const faults = new FaultList();
  const make = () =>
    makeWorld(
      {
        msp: options.msp ?? 'small',
        sites: options.sites,
        devices: options.devices,
        seed: options.seed ?? 1,
        rateScale: options.rateScale ?? 1,
      },
      clock,
      switches,
    );
  let world = make();
  const control = controlHandler({
    switches,
    faults,
    world: () => world,
    reset: () => {
      world = make();
    },
  });
  const vendor = (name: keyof World['vendors']) =>
    serveVendor(() => world.vendors[name], faults, clock);
  const handlers = [control, vendor('dattoRmm'), vendor('gravityzone'), vendor('itglue')];
  const listening: Listening[] = [];
  const close = async () => {
    clock.stop();
    await Promise.all(listening.map((one) => one.close()));
  };
  try {
    const basePort = options.port ?? 0;
    for (const [index, handler] of handlers.entries()) {
      listening.push(await listen(basePort === 0 ? 0 : basePort + index, handler));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const ready = readyLine(world, listening);
  return { ready, control: ready.control.url, close };
}

function readyLine(world: World, listening: readonly Listening[]): ReadyLine {
  const url = (index: number) => `http://127.0.0.1:${String(listening[index]?.port)}`;
  const datto = world.dattoRmm.credentials[0];
  const gravityzone = world.gravityzone.credentials[0];
  const itglue = world.itglue.credentials[0];
  if (datto === undefined || gravityzone === undefined || itglue === undefined)
    throw new Error('the sample has no keys');
  return {
    ready: true,
    control: { url: url(0) },
    dattoRmm: { url: url(1), key: datto.key, secret: datto.secret },
    gravityzone: { url: `${url(2)}/api`, key: gravityzone.key },
    itglue: { url: url(3), key: itglue.key },
  };
}
