import type { TenantFacts } from '../tenants/read-tenant.ts';
import type { Notice } from './notice.ts';

/** What a person stopped (spec 5.4). */
export function stopNotices({ installFrozenAt, frozenAt, pausedAt }: TenantFacts): Notice[] {
  const notices: Notice[] = [
    {
      code: 'install-frozen',
      sentence:
        'All writes of this install are frozen, from its host: decisions wait, and nothing is changed at a vendor.',
      since: installFrozenAt,
      command: null,
    },
    {
      code: 'tenant-frozen',
      sentence:
        'The tenant’s writes are frozen: decisions wait, and nothing is changed at a vendor.',
      since: frozenAt,
      command: 'sitesync unfreeze',
    },
    {
      code: 'paused',
      sentence: 'The tenant is paused: runs do nothing, and its data grows old.',
      since: pausedAt,
      command: 'sitesync resume',
    },
  ];
  return notices.filter(({ since }) => since !== null);
}
