import { Ajv } from 'ajv';
import { pino } from 'pino';
import { randomBytes } from 'node:crypto';
import { expect, test, describe } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import { createKeyring } from '../keys/keyring.ts';
import { createApp } from './app.ts';
import { openApiInfo } from './openapi-info.ts';
import { createVendorChecks } from './vendor-checks.ts';

/** The app over a database that is away: nothing listens on that port. */
function appWithoutDatabase() {
  const { db } = connectDatabase('postgres://nobody@127.0.0.1:1/none', { max: 1 });
  return createApp({
    db,
    keyring: createKeyring([randomBytes(32)]),
    signInKeys: { sessionSecret: randomBytes(32).toString('base64'), fingerprint: () => '' },
    checks: createVendorChecks(db, { allowLoopback: false, extraOrigins: [], rateScale: 1 }),
    askProgress: () => Promise.resolve(null),
    workflowUrl: () => null,
    log: pino({ level: 'silent' }),
  });
}

const app = appWithoutDatabase();
const document = app.getOpenAPI31Document(openApiInfo);

describe('the OpenAPI document', () => {
  test('has every route that is served, and is served itself', async () => {
    const served = app.routes
      .filter(({ method, path }) => method !== 'ALL' && /^\/(?:v1\/|health)/.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const documented = Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.toSorted()).toEqual([...new Set(served)].toSorted());
    expect(documented.length).toBeGreaterThan(30);
    expect(await (await app.request('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
  });

  test('names each operation once, with a summary, a tag and its errors', () => {
    const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => String(operationId));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary, tags, responses } of operations) {
      expect(summary).toEqual(expect.any(String));
      expect(tags).toHaveLength(1);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['4XX', '5XX']));
    }
  });

  test('has schemas that are valid JSON Schema, and no reference into nowhere', () => {
    const ajv = new Ajv({ strict: false });
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components?.schemas).toHaveProperty(name ?? '');
    }
    for (const schema of Object.values(document.components?.schemas ?? {})) {
      expect(ajv.validateSchema(schema as object)).toBe(true);
    }
  });
});

describe('the reference page', () => {
  test('runs a script of its own and calls nobody else', async () => {
    const page = await app.request('/reference');
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\//);
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'/);
    const script = await (await app.request('/reference/scalar.js')).text();
    expect(script).toContain('createApiReference');
    expect(script.length).toBeGreaterThan(1_000_000);
  });
});

describe('an answer', () => {
  test('says that the database does not answer, without a stack', async () => {
    const answer = await app.request('/health');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      error: {
        code: 'database-away',
        message: expect.stringMatching(/The database does not answer; nothing was done/),
      },
    });
  });

  test('to an unknown path is a 404 of the same form', async () => {
    expect(await (await app.request('/nowhere')).json()).toMatchObject({
      error: { code: 'not-found' },
    });
  });

  test('carries security headers', async () => {
    const { headers } = await app.request('/nowhere');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  test('to a body that is too large is a 413', async () => {
    const answer = await app.request('/v1/auth/sign-in/datto-rmm', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(3 * 1024 * 1024) },
      body: JSON.stringify({ url: 'x'.repeat(3 * 1024 * 1024) }),
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: { code: 'too-large' } });
  });

  test.each([
    ['NUL in a body', '/v1/auth/sign-in/datto-rmm', '{"name":"Ann\\u0000"}'],
    ['half an emoji in a body', '/v1/auth/sign-in/datto-rmm', '{"name":"Ann \\ud83d"}'],
    ['NUL in a URL', '/v1/organizations?search=a%00b', undefined],
  ])('to %s says that it can not be stored', async (_case, path, body) => {
    const answer = await app.request(path, {
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: { code: 'bad-input', message: expect.stringMatching(/text that can't be stored/) },
    });
  });

  test.each([
    ['a whole emoji', '{"name":"Ann \\ud83d\\ude00"}'],
    ['a backslash before u0000', '{"name":"C:\\\\u0000"}'],
    ['what is not whole JSON', '{"name":"\\u0000'],
  ])('to %s says nothing of storing', async (_case, body) => {
    const headers = { 'content-type': 'application/json' };
    const path = '/v1/auth/sign-in/datto-rmm';
    const answer = await app.request(path, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toMatch(/can't be stored/);
  });
});
