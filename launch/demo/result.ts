import { countsOf, type DemoCounts } from './counts.ts';
import { effectsIn } from './differences.ts';
import type { DemoParts } from './parts.ts';
import type { Story } from './story.ts';

/** The demo's one JSON line. */
export interface DemoResult extends DemoCounts {
  /** Whether all of it happened, and agrees with the sandbox. */
  readonly ok: boolean;
  readonly differences: readonly string[];
  /** Of the last run, which had nothing to do: requests, the fewest possible, and what they changed. */
  readonly calls: number;
  readonly bound: number;
  readonly effects: number;
  readonly historyLengths: Readonly<Record<string, number>>;
  readonly api: string;
  readonly reference: string;
  readonly temporalUi: string | null;
  /** The sandbox's control interface. */
  readonly control: string;
}

/** What `--json` prints. */
export function demoResult(
  story: Story,
  differing: readonly string[],
  { sandbox, product }: DemoParts,
): DemoResult {
  return {
    ok: differing.length === 0,
    ...countsOf(story),
    ...story.steady,
    effects: effectsIn(story.log.steady),
    historyLengths: story.historyLengths,
    api: product.api,
    reference: `${product.api}/reference`,
    temporalUi: product.temporalUi ?? null,
    control: sandbox.control,
    differences: differing,
  };
}
