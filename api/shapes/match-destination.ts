import { z } from '@hono/zod-openapi';

/** Who is matched to a record of IT Glue. */
export const matchedSources = z
  .array(z.object({ sourceId: z.string(), name: z.string() }))
  .meta({ description: 'What is matched to it: an organization may have several' });
