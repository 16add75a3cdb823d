import { describe, expect, it, vi } from 'vitest';
import { openStoppedSandbox, type SandboxClient } from '../client-for-tests.ts';

async function all(client: SandboxClient, operation: string, count: number, label = 'main') {
  return Promise.all(Array.from({ length: count }, () => client.rpc(operation, {}, { label })));
}

/** How many answers are in, while time stands still. */
function countAnswers(calls: Promise<{ status: number }>[]): { answered: number } {
  const counter = { answered: 0 };
  for (const call of calls) {
    void call.finally(() => {
      counter.answered += 1;
    });
  }
  return counter;
}

describe('GravityZone limits', () => {
  it('are ten a second for a method, ten more wait their turn, and the rest get HTML and 429', async () => {
    const { client, clock } = await openStoppedSandbox();
    const calls = Array.from({ length: 21 }, () => client.rpc('companies.getCompanyDetails'));
    const counter = countAnswers(calls);
    await vi.waitFor(() => {
      expect(counter.answered).toBe(11);
    });
    clock.advance(1000);
    const replies = await Promise.all(calls);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(20);
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.text).toMatch(/^<html>/);
    expect(refused?.headers.get('retry-after')).toBe('60');
  });

  it.each([
    ['licensing.getLicenseInfo', 5, 5],
    ['companies.suspendCompany', 5, 5],
    ['network.getNetworkInventoryItems', 5, 5],
    ['network.getCompaniesList', 10, 10],
    ['network.getEndpointsList', 10, 10],
    ['network.moveCompanyOrCompanyFolder', 30, 10],
    ['licensing.setMonthlySubscription', 30, 10],
  ])('for %s are %i at once and %i in the queue', async (operation, limit, queue) => {
    const { client, clock } = await openStoppedSandbox();
    const calls = Array.from({ length: limit + queue + 1 }, () => client.rpc(operation));
    const counter = countAnswers(calls);
    await vi.waitFor(() => {
      expect(counter.answered).toBe(limit + 1);
    });
    clock.advance(60_000);
    const refused = (await Promise.all(calls)).filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
  });

  it('are counted for each key and method apart', async () => {
    const { client } = await openStoppedSandbox();
    await all(client, 'companies.getCompanyDetails', 10);
    const others = [
      ...(await all(client, 'network.getCompaniesList', 10)),
      ...(await all(client, 'companies.getCompanyDetails', 10, 'otherPartner')),
    ];
    expect(others.every(({ status }) => status === 200)).toBe(true);
  });

  it('grow with the rate scale', async () => {
    const { client } = await openStoppedSandbox({ rateScale: 10 });
    const replies = await all(client, 'companies.getCompanyDetails', 100);
    expect(replies.every(({ status }) => status === 200)).toBe(true);
  });
});
