import { describe, expect, it, vi } from 'vitest';
import { openStoppedSandbox, pick, type SandboxClient } from '../client-for-tests.ts';
import type { ManualClock } from '../clock.ts';

/** A hundredth of the vendor's limits: 6 reads and 1 write an operation in 60 s. */
const scaled = { rateScale: 0.01 };

async function read(client: SandboxClient): Promise<number> {
  return (await client.datto('GET', '/v2/system/pagination')).status;
}

/** Reads until the answer comes a second late, which is the sixth of six. */
async function useUp(client: SandboxClient, clock: ManualClock): Promise<void> {
  for (let call = 0; call < 5; call += 1) await read(client);
  const last = read(client);
  await vi.waitFor(() => {
    expect(clock.waiting).toBe(1);
  });
  clock.advance(1000);
  await last;
}

describe('Datto limits', () => {
  it('are 600 reads and 600 writes a minute, 100 for each write, by request_rate', async () => {
    const { client } = await openStoppedSandbox();
    await client.datto('PUT', '/v2/account/variable', { name: 'a', value: 'b' });
    const { json } = await client.datto('GET', '/v2/system/request_rate');
    expect(json).toMatchObject({
      slidingTimeWindowSizeSeconds: 60,
      accountCount: 1,
      accountRateLimit: 600,
      accountCutOffRatio: 0.9,
      accountWriteRateLimit: 600,
      accountWriteCount: 1,
    });
    expect(pick(json, 'operationWriteStatus', 'account-variable-create')).toEqual({
      limit: 100,
      count: 1,
    });
    expect(pick(json, 'operationWriteStatus', 'device-udf-set', 'limit')).toBe(600);
  });

  it('make answers a second late from nine tenths of the quota on', async () => {
    const { client, clock } = await openStoppedSandbox(scaled);
    for (let call = 0; call < 5; call += 1) expect(await read(client)).toBe(200);
    let answered = false;
    const sixth = read(client).finally(() => {
      answered = true;
    });
    await vi.waitFor(() => {
      expect(clock.waiting).toBe(1);
    });
    clock.advance(999);
    expect(answered).toBe(false);
    clock.advance(1);
    expect(await sixth).toBe(200);
  });

  it('answer 429 above the quota until a minute has slid by', async () => {
    const { client, clock } = await openStoppedSandbox(scaled);
    await useUp(client, clock);
    const refused = await client.datto('GET', '/v2/account');
    expect(refused.json).toMatchObject({ status: 429, error: 'Too Many Requests' });
    expect(refused.headers.get('retry-after')).toBeNull();
    clock.advance(60_000);
    expect(await read(client)).toBe(200);
  });

  it('count reads and writes apart, and each write by its operation', async () => {
    const { client, clock } = await openStoppedSandbox(scaled);
    await useUp(client, clock);
    const write = client.datto('PUT', '/v2/account/variable', { name: 'a', value: 'b' });
    await vi.waitFor(() => {
      expect(clock.waiting).toBe(1);
    });
    clock.advance(1000);
    expect((await write).status).toBe(200);
    const again = await client.datto('PUT', '/v2/account/variable', { name: 'c', value: 'd' });
    expect(again.status).toBe(429);
  });

  it('are the account’s: what one key uses up, another of the account lacks', async () => {
    const { client, clock } = await openStoppedSandbox(scaled);
    await useUp(client, clock);
    expect((await client.datto('GET', '/v2/account', undefined, 'secondAdmin')).status).toBe(429);
    expect((await client.datto('GET', '/v2/account', undefined, 'otherAccount')).status).toBe(200);
  });

  it('block the address with 403 for five minutes after too many 429s', async () => {
    const { client, clock } = await openStoppedSandbox(scaled);
    await client.set({ 'dattoRmm.blockAfterRefusals': '3', 'dattoRmm.blockRetryAfter': 'seconds' });
    await useUp(client, clock);
    for (let refusal = 0; refusal < 3; refusal += 1) expect(await read(client)).toBe(429);
    const blocked = await client.datto('GET', '/v2/account');
    expect(blocked).toMatchObject({ status: 403 });
    expect(blocked.text).toMatch(/^<html>/);
    expect(blocked.headers.get('retry-after')).toBe('300');
    expect((await client.token()).status).toBe(403);
    clock.advance(299_000);
    expect(await read(client)).toBe(403);
    clock.advance(1000);
    expect(await read(client)).toBe(200);
  });
});
