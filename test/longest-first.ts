import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, so that none of them is begun last and kept waiting for alone. */
const longest = [
  'test/model/model.test.ts',
  'test/faults/faults.test.ts',
  'launch/demo/demo.test.ts',
  'test/model/defects/defects.test.ts',
  'test/sync/freeze-large.test.ts',
  'test/sync/restarts.test.ts',
  'test/sync/lost-sight.test.ts',
  'test/matrix/matrix.test.ts',
  'test/matrix/switches.test.ts',
  'test/faults/defects/defects.test.ts',
  'test/sync/evidence.test.ts',
  'test/sync/stops.test.ts',
  'test/sync/match-creation-faults.test.ts',
  'launch/product.test.ts',
  'test/sync/match-decisions.test.ts',
  'test/sync/runs.test.ts',
  'test/sync/switches.test.ts',
  'test/bench/bench.test.ts',
  'test/replay/replay.test.ts',
];

/** Runs the longest files first, the rest in vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own verb, not a list's
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => {
      const index = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
      return index === -1 ? longest.length : index;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
