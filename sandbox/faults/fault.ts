import { z } from 'zod';

const when = z.enum(['before-effect', 'after-effect']);

const selector = {
  vendor: z.enum(['dattoRmm', 'gravityzone', 'itglue']),
  /** As in the log, or `*` for every operation of the vendor. */
  operation: z
    .string()
    .regex(
      /^(\*|(GET|PUT|POST|DELETE|PATCH) \/.*|[a-z]+\.[A-Za-z]+)$/,
      'must be "*" or an operation as the log names it, such as "GET /v2/account/sites" or "companies.createCompany"',
    ),
  /** Only requests whose path or body contains this text. */
  match: z.string().min(1).optional(),
  /** How many requests it is played on; 0 is for ever. */
  times: z.int().min(0).default(1),
  /** How many matching requests pass untouched first. */
  after: z.int().min(0).default(0),
};

const delayMs = z.int().min(0).max(3_600_000);
const percent = z.number().gt(0).max(100);

/**
 * A fault as `POST /faults` takes it. `when` tells whether a write still happened where that is
 * not in the kind's name: nothing happened for `reset`, `status` and `html` unless told
 * `after-effect`; it did for `truncate` and `malformed` unless told `before-effect`.
 * `visibleAfterMs` keeps what was written out of lists for so long, as `late-visible` does.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('applied-then-timeout'),
    ...selector,
    delayMs: delayMs.optional(),
    visibleAfterMs: delayMs.optional(),
  }),
  z.strictObject({ kind: z.literal('timeout'), ...selector, delayMs: delayMs.optional() }),
  z.strictObject({ kind: z.literal('reset'), ...selector, when: when.default('before-effect') }),
  z.strictObject({
    kind: z.literal('status'),
    ...selector,
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
    when: when.default('before-effect'),
  }),
  z.strictObject({ kind: z.literal('truncate'), ...selector, when: when.default('after-effect') }),
  z.strictObject({ kind: z.literal('malformed'), ...selector, when: when.default('after-effect') }),
  z.strictObject({
    kind: z.literal('html'),
    ...selector,
    status: z.int().min(200).max(599).default(200),
    when: when.default('before-effect'),
  }),
  z.strictObject({ kind: z.literal('slow'), ...selector, delayMs }),
  z.strictObject({ kind: z.literal('empty-list'), ...selector }),
  z.strictObject({
    kind: z.literal('drop-rows'),
    ...selector,
    percent: percent.default(30),
    totals: z.enum(['adjusted', 'kept']).default('adjusted'),
    rows: z.enum(['random', 'first', 'last']).default('random'),
  }),
  z.strictObject({ kind: z.literal('duplicate-rows'), ...selector, percent: percent.default(20) }),
  z.strictObject({ kind: z.literal('reorder-pages'), ...selector }),
  z.strictObject({ kind: z.literal('expire-token'), ...selector }),
  z.strictObject({ kind: z.literal('late-effect'), ...selector, delayMs }),
  z.strictObject({ kind: z.literal('late-visible'), ...selector, delayMs }),
  z.strictObject({
    kind: z.literal('kill'),
    ...selector,
    pid: z.int().min(2),
    when: z.enum(['before-effect', 'after-effect', 'after-answer']),
    visibleAfterMs: delayMs.optional(),
  }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];

export const faultKinds: readonly string[] = faultSchema.options.map(
  (option) => option.shape.kind.value,
);
