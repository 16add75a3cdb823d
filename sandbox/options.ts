import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Msp } from './samples/sample.ts';

/** What `startSandbox` takes. */
export interface SandboxOptions {
  /** The control port; the vendors take the next three. 0, the default, takes four free ones. */
  readonly port?: number;
  /** The sample MSP; `small` if not given. */
  readonly msp?: Msp;
  /** Sites in place of the sample's own number; the three system sites come on top. */
  readonly sites?: number;
  /** Devices in place of the sample's own number. */
  readonly devices?: number;
  /** The same seed gives the same data, ids and keys; 1 if not given. */
  readonly seed?: number;
  /** Multiplies every vendor limit; 1, the vendors' own, if not given. */
  readonly rateScale?: number;
  /** The time that everything in the sandbox goes by; the machine's if not given. */
  readonly clock?: Clock;
}

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, `must be at least ${String(least)}`)
        .max(most, `must be at most ${String(most)}`),
    );

/** The command line's options as texts. */
export const commandLineOptions = z.object({
  port: wholeNumber(0, 65_532).optional(),
  msp: z.enum(['small', 'demo', 'large'], 'must be small, demo or large').optional(),
  sites: wholeNumber(1, 20_000).optional(),
  devices: wholeNumber(0, 500_000).optional(),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  'rate-scale': z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a number above 0')
    .transform(Number)
    .refine((value) => value > 0, 'must be a number above 0')
    .optional(),
});
