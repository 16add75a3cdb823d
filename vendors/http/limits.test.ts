import { describe, expect, it } from 'vitest';
import type { Precedence } from './line.ts';
import { createRateLimits } from './limits.ts';
import { rateWindow } from './rates.ts';
import type { Limit } from './rates.ts';

const perSecond = (rate: number): Limit => ({ key: `test/${rate}`, perSecond: rate, share: 0.9 });
const perMinute = (rate: number): Limit => ({ key: `test/${rate}m`, perMinute: rate, share: 0.9 });

describe('the window of a limit', () => {
  it('is a second where ten or more calls a second are allowed', () => {
    expect(rateWindow(perSecond(10), 1)).toEqual({ points: 9, durationSeconds: 1 });
  });

  it('is one call where fewer are allowed', () => {
    expect(rateWindow(perSecond(5), 1)).toEqual({ points: 1, durationSeconds: 1 / 4.5 });
    expect(rateWindow(perMinute(30), 1).points).toBe(1);
    expect(rateWindow(perMinute(30), 1).durationSeconds).toBeCloseTo(2.22, 2);
  });

  it("stays under 90 % of Datto RMM's 600 in any sliding minute", () => {
    const { points, durationSeconds } = rateWindow({ key: 'd', perMinute: 600, share: 0.88 }, 1);
    // A minute that begins just before a window's last call touches one window more than fit in it.
    const windowsTouched = Math.floor(60 / durationSeconds) + 1;
    expect(points * windowsTouched).toBeLessThan(600 * 0.9);
  });

  it('is scaled as a whole', () => {
    expect(rateWindow(perSecond(5), 4)).toEqual({ points: 18, durationSeconds: 1 });
  });
});

describe('a turn', () => {
  it('is granted at once up to the limit, and in the next window beyond it', async () => {
    const limits = createRateLimits({ store: 'memory', scale: 4 });
    const startedAt = performance.now();
    const waits = await Promise.all(
      Array.from({ length: 37 }, async () => {
        await limits.turn(perSecond(10));
        return performance.now() - startedAt;
      }),
    );
    expect(waits.filter((waitMs) => waitMs < 500)).toHaveLength(36);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(990);
  });

  it('is given in the order in which it was asked for', async () => {
    const limits = createRateLimits({ store: 'memory', scale: 10 });
    const order: number[] = [];
    const limit = perSecond(0.5);
    await Promise.all([0, 1, 2, 3].map((n) => limits.turn(limit).then(() => order.push(n))));
    expect(order).toEqual([0, 1, 2, 3]);
  });

  /** Who is granted a turn, in that order, of some who ask at once while one of them waits. */
  async function orderOf(asking: readonly { name: string; precedence: Precedence }[]) {
    const limits = createRateLimits({ store: 'memory', scale: 100 });
    const limit = perSecond(0.5);
    const order: string[] = [];
    const head = limits.turn(limit);
    await Promise.all(
      asking.map(({ name, precedence }) =>
        limits.turn(limit, undefined, precedence).then(() => order.push(name)),
      ),
    );
    await head;
    return order;
  }
  const named = (name: string, precedence: Precedence, count: number) =>
    Array.from({ length: count }, (_, n) => ({ name: `${name}${n + 1}`, precedence }));

  it('is given to those that give way after all others', async () => {
    const asking = [...named('audit', 'gives-way', 3), ...named('variable', 'first', 3)];
    const order = await orderOf(asking);
    expect(order).toEqual(['variable1', 'variable2', 'variable3', 'audit1', 'audit2', 'audit3']);
  });

  it('is given to one that gives way each time that 31 have passed, so that none starves', async () => {
    const asking = [...named('audit', 'gives-way', 3), ...named('variable', 'first', 64)];
    const order = await orderOf(asking);
    expect(order.map((name) => name.startsWith('audit'))).toEqual(
      Array.from({ length: 67 }, (_, n) => [31, 63, 66].includes(n)),
    );
  });

  it('is no longer waited for by one that gives way once its signal says so', async () => {
    const limits = createRateLimits({ store: 'memory', scale: 10 });
    const limit = perSecond(0.5);
    await limits.turn(limit);
    const abort = new AbortController();
    const head = limits.turn(limit);
    const givenUp = limits.turn(limit, abort.signal, 'gives-way');
    const next = limits.turn(limit, undefined, 'gives-way');
    abort.abort(new Error('stopped'));
    await expect(givenUp).rejects.toThrow('stopped');
    await expect(Promise.all([head, next])).resolves.toHaveLength(2);
  });

  it('is no longer waited for once its signal says so, and others go on', async () => {
    const limits = createRateLimits({ store: 'memory', scale: 10 });
    const limit = perSecond(0.5);
    await limits.turn(limit);
    const abort = new AbortController();
    const givenUp = limits.turn(limit, abort.signal);
    const next = limits.turn(limit);
    abort.abort(new Error('stopped'));
    await expect(givenUp).rejects.toThrow('stopped');
    await expect(next).resolves.toBeUndefined();
  });

  it('is not granted before a Retry-After is over, and a shorter one takes nothing off it', async () => {
    const limits = createRateLimits({ store: 'memory', scale: 10 });
    const limit = perSecond(10);
    await limits.penalise(limit, 200);
    await limits.penalise(limit, 10);
    const startedAt = performance.now();
    await limits.turn(limit);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(190);
  });

  it('does not depend on other limits', async () => {
    const limits = createRateLimits({ store: 'memory' });
    await limits.penalise(perSecond(10), 60_000);
    await limits.turn(perSecond(5));
  });
});

describe('a host', () => {
  it('that blocked us is left alone for that long', async () => {
    const limits = createRateLimits({ store: 'memory' });
    expect(await limits.hostBlockedForMs('a.example')).toBe(0);
    await limits.blockHost('a.example', 300_000);
    expect(await limits.hostBlockedForMs('a.example')).toBeGreaterThan(299_000);
    expect(await limits.hostBlockedForMs('b.example')).toBe(0);
  });

  it('that had too many calls is remembered', async () => {
    const limits = createRateLimits({ store: 'memory' });
    expect(await limits.hadTooManyCalls('a.example')).toBe(false);
    await limits.noteTooManyCalls('a.example');
    expect(await limits.hadTooManyCalls('a.example')).toBe(true);
  });
});
