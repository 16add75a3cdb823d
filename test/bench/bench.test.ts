import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LogEntry } from '../../sandbox/index.ts';
import { type Figure, growth } from './figures.ts';
import { rateFloor } from './rate-floor.ts';

const main = path.join(import.meta.dirname, 'main.ts');

const figureSchema = z.looseObject({
  figure: z.string(),
  sites: z.number(),
  value: z.number().nullable(),
  unit: z.string(),
});

test('prints one JSON line a figure, and nothing else on standard output', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    main,
    '--only=sync',
    '--only=discovery',
    '--sites=10',
    '--organizations=4',
    '--devices=40',
    '--rate-scale=20',
  ]);
  const figures = stdout
    .trimEnd()
    .split('\n')
    .map((line) => figureSchema.parse(JSON.parse(line)));
  expect(figures.map(({ figure }) => figure)).toEqual([
    'calls of a steady run by their lower bound',
    'wall of a first run by the rate-limit floor',
    'writes in a second unchanged run',
    'history events of a steady run',
    'largest payload of a steady run',
    'peak memory of the worker',
    'events opened per second',
    'time from decision to effect by the vendor’s answer time',
    'history events of an event’s life',
    'wall of a first discovery by the rate-limit floor',
    'calls of an unchanged run with IT Glue by their lower bound',
    'writes in an unchanged run with IT Glue',
    'rows changed by an unchanged run with IT Glue',
    'processor time of a discovery’s matching by its allowance',
    'time of GravityZone’s part beside a first discovery by its time alone',
    'time of GravityZone’s part beside an unchanged run by its time alone',
    'peak memory of the worker with IT Glue',
  ]);
  const valueOf = (figure: string) => figures.find((one) => one.figure === figure)?.value;
  expect(valueOf('writes in a second unchanged run')).toBe(0);
  expect(valueOf('wall of a first run by the rate-limit floor')).toBeGreaterThan(1);
  expect(valueOf('history events of a steady run')).toBeGreaterThan(20);
  expect(valueOf('wall of a first discovery by the rate-limit floor')).toBeGreaterThan(1);
  expect(
    valueOf('calls of an unchanged run with IT Glue by their lower bound'),
  ).toBeGreaterThanOrEqual(1);
  expect(valueOf('writes in an unchanged run with IT Glue')).toBe(0);
  expect(valueOf('rows changed by an unchanged run with IT Glue')).toBe(0);
  expect(valueOf('processor time of a discovery’s matching by its allowance')).toBeLessThan(1);
}, 120_000);

describe('the rate-limit floor', () => {
  const calls = (vendor: string, operation: string, times: number) =>
    Array.from({ length: times }, () => ({ vendor, operation }) as LogEntry);

  test('is the calls by 0.9 of the limit, of the limit that takes longest', () => {
    const entries = [
      ...calls('dattoRmm', 'GET /v2/site/{siteUid}/variables', 90),
      ...calls('dattoRmm', 'PUT /v2/site/{siteUid}/variable', 90),
      ...calls('gravityzone', 'companies.createCompany', 90),
    ];
    const floor = rateFloor(entries, 1);
    expect(floor).toMatchObject({ limit: 'datto-rmm site-variable-create', calls: 90 });
    expect(floor.seconds).toBeCloseTo(60);
    expect(rateFloor(entries, 20).seconds).toBeCloseTo(3);
  });

  test('takes all calls of IT Glue for one limit', () => {
    const entries = Array.from({ length: 90 }, (_, n) => ({
      vendor: 'itglue',
      operation: n % 2 === 0 ? 'GET /configurations' : 'GET /organizations',
    })) as LogEntry[];
    expect(rateFloor(entries, 1)).toMatchObject({ limit: 'itglue calls', calls: 90, seconds: 10 });
  });
});

describe('growth between two sizes', () => {
  const figure = (sites: number, value: number): Figure => ({
    figure: 'calls',
    sites,
    value,
    unit: 'ratio',
  });

  test('is the ratio of the larger to the smaller', () => {
    expect(growth([figure(100, 2)], [figure(300, 3)])).toMatchObject([
      { figure: 'growth of calls', sites: 300, fromSites: 100, value: 1.5, ofSites: 3 },
    ]);
  });

  test('is 1 where nothing stays nothing, and unknown where it comes from nothing', () => {
    expect(growth([figure(100, 0)], [figure(300, 0)])[0]?.value).toBe(1);
    expect(growth([figure(100, 0)], [figure(300, 1)])[0]?.value).toBeNull();
  });
});
