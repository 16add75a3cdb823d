import type { ActionContext } from './action-context.ts';

/** The uninstall password of new packages, read at the moment it is sent. */
export function uninstallPassword({ deps, tenantId }: ActionContext): Promise<string | undefined> {
  return deps.openSecret(tenantId, 'gravityzone/uninstall-password');
}
