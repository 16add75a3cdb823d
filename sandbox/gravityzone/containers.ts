import { createHash } from 'node:crypto';
import { partner, type Company } from './store.ts';

/** The container that machines are in, themselves or in groups below it. */
export const machineContainer = 'Computers and Groups';

/** The root containers of a company; their ids are not the company's own (gravityzone.md 4.4). */
export function containersOf(company: Company): { id: string; name: string }[] {
  const names = ['Network', machineContainer, 'Deleted'];
  return (company.type === partner ? ['Companies', ...names] : names).map((name) => ({
    id: containerId(company.id, name),
    name,
  }));
}

export function containerId(companyId: string, name: string): string {
  return createHash('sha256').update(`${companyId}/${name}`).digest('hex').slice(0, 24);
}
