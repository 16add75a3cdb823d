import { z } from '@hono/zod-openapi';
import { at, vendor } from './basics.ts';

/** A connection: whose key it is and what it lacks, never the key. */
export const connectionShape = z
  .object({
    vendor,
    url: z.string(),
    identity: z.string().meta({
      description:
        'Datto RMM account uid, GravityZone root company id, or IT Glue’s id of your own organization',
    }),
    state: z.enum(['ok', 'auth-failed', 'incomplete']),
    missing: z.array(z.string()).meta({ description: 'APIs or rights that the key lacks' }),
    note: z.string().nullable(),
    checkedAt: at,
  })
  .openapi('Connection');

export const savedConnection = z
  .object({
    connection: connectionShape,
    requestId: z.uuid().nullable().meta({
      description: 'The run that reads the inventories, once both sides are connected',
    }),
  })
  .openapi('SavedConnection');
