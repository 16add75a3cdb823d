import type { Context } from 'hono';
import type { Acting } from '../db/acting.ts';
import type { Role } from '../db/schema/index.ts';
import { ApiError, notSignedIn } from './api-error.ts';

/** Who asks, for which tenant, and what they may do there. */
export interface Access {
  acting: Acting;
  role: Role;
  /** A token may be limited to reading, whatever its role. */
  scope: 'read' | 'write';
}

export interface ApiEnv {
  Variables: { access: Access | undefined };
}

/** The tenant to read from; any role may read. */
export function reader(c: Context<ApiEnv>): Acting {
  const access = c.get('access');
  if (!access) throw notSignedIn();
  return access.acting;
}

/** Who writes, if they may: Administrators, and tokens of that role with the scope to write. */
export function writer(c: Context<ApiEnv>): Acting {
  const acting = reader(c);
  const { role, scope } = c.get('access') ?? {};
  if (role !== 'administrator') {
    const sentence = `Your role is ${role === 'viewer' ? 'Viewer, which only reads' : 'Manager, which can’t do this'}. Ask an Administrator of the tenant.`;
    throw new ApiError(403, 'not-allowed', sentence);
  }
  if (scope !== 'write') {
    const sentence = 'This token only reads. Use one with the scope to write.';
    throw new ApiError(403, 'not-allowed', sentence);
  }
  return acting;
}
