import { z } from '@hono/zod-openapi';
import { at, vendor } from './basics.ts';

const writeState = z.enum([
  'open',
  'unknown',
  'person',
  'done',
  'refused',
  'not-applied',
  'gave-up',
]);
export type WriteState = z.infer<typeof writeState>;

export const writeShape = z
  .object({
    id: z.string(),
    vendor,
    operation: z.string(),
    siteUid: z.string(),
    siteName: z.string(),
    state: writeState,
    sentence: z.string().meta({ description: 'What is known of it, and what happens next' }),
    sends: z.number(),
    looks: z.number(),
    firstSentAt: at,
    settleAt: at,
    finishedAt: at.nullable(),
  })
  .openapi('Write');
