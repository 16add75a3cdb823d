import { createHash } from 'node:crypto';

/**
 * Names a credential without giving it away, for caches and limits. Always of all parts together:
 * a cache by platform or URL alone would hand one tenant's token to another (datto-rmm.md 7.14).
 */
export function keyHash(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
