export { syncTenant } from './sync-tenant.ts';
export { syncGravityzone } from './sync-gravityzone.ts';
export { syncItglue } from './sync-itglue.ts';
export { saveMapping } from './save-mapping.ts';
export { settleWrite } from './settle-write.ts';
export { sweepWrites } from './sweep-writes.ts';
export { resolveEvent } from './resolve-event.ts';
export { reviewMatches } from './review-matches.ts';
