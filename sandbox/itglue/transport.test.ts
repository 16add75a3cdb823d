import { describe, expect, it } from 'vitest';
import { column, openSandbox, openStoppedSandbox, pick } from '../client-for-tests.ts';

describe('An IT Glue key', () => {
  it('that is missing, wrong or paused is refused with 403', async () => {
    const client = await openSandbox();
    const bare = await client.itglueCall('GET', '/organizations');
    const headers = { 'x-api-key': 'ITG.nothing' };
    const wrong = await client.itglueCall('GET', '/organizations', { headers });
    const paused = await client.itglue('GET', '/organizations', undefined, 'paused');
    for (const { status, json } of [bare, wrong, paused]) {
      expect(status).toBe(403);
      expect(pick(json, 'errors', 0)).toEqual({ status: 403, title: 'Forbidden' });
    }
  });

  it('of another account leads to another primary organization', async () => {
    const client = await openSandbox();
    const primaryOf = async (label: string) => {
      const path = '/organizations?filter[primary]=true';
      const { json } = await client.itglue('GET', path, undefined, label);
      return column(pick(json, 'data'), 'id');
    };
    const [own, other] = [await primaryOf('main'), await primaryOf('otherAccount')];
    expect([own.length, other.length]).toEqual([1, 1]);
    expect(own).not.toEqual(other);
  });

  it('is named by its label in the log, never by itself', async () => {
    const client = await openSandbox();
    const { id } = await client.organization('Brightwater Marine Ltd');
    await client.itglue('GET', `/organizations/${id}/relationships/configurations?page[size]=1`);
    await client.itglueCall('GET', '/nowhere/12/else');
    const { text } = await client.control('GET', '/log');
    expect(text).not.toContain(client.sandbox.ready.itglue.key);
    expect(await client.log()).toMatchObject([
      {
        credential: 'main',
        operation: 'GET /organizations/:id/relationships/configurations',
        path: `/organizations/${id}/relationships/configurations?page[size]=1`,
        status: 200,
        effect: null,
      },
      { credential: null, operation: 'GET /nowhere/:id/else', status: 403 },
    ]);
  });
});

describe('IT Glue', () => {
  it('answers an unknown address with an HTML page', async () => {
    const client = await openSandbox();
    const reply = await client.itglue('GET', '/configuration_interfaces');
    expect(reply.status).toBe(404);
    expect(reply.text).toContain("doesn't exist (404)");
  });

  it('takes bodies as JSON:API only, whatever the parameters', async () => {
    const client = await openSandbox();
    const create = (type: string) =>
      client.itglueCall('POST', '/manufacturers', {
        headers: { 'x-api-key': client.sandbox.ready.itglue.key, 'content-type': type },
        body: JSON.stringify({ data: { type: 'manufacturers', attributes: { name: 'Acme' } } }),
      });
    expect((await create('application/json')).status).toBe(415);
    expect((await create('application/vnd.api+json; charset=utf-8')).status).toBe(201);
  });

  it('fails with 500 at data that is a text, and with 400 at none and at no JSON', async () => {
    const client = await openSandbox();
    expect((await client.itglue('POST', '/manufacturers', '{"type":"x"}')).status).toBe(500);
    expect((await client.itglue('POST', '/manufacturers', null)).status).toBe(400);
    const headers = {
      'x-api-key': client.sandbox.ready.itglue.key,
      'content-type': 'application/vnd.api+json',
    };
    const reply = await client.itglueCall('POST', '/manufacturers', { headers, body: '{' });
    expect(reply.status).toBe(400);
  });

  it('refuses a parameter that is there twice', async () => {
    const client = await openSandbox();
    const { status, json } = await client.itglue('GET', '/users?sort=name&sort=id');
    expect(status).toBe(422);
    expect(pick(json, 'errors', 0)).toEqual({
      status: 'unprocessable_entity',
      title: 'Duplicate Parameters Specified',
      source: { pointer: 'data' },
    });
  });

  it('refuses with 429 from the 3001st call in five minutes until the first has left', async () => {
    const { client, clock } = await openStoppedSandbox({ rateScale: 0.001 });
    const status = async () => (await client.itglue('GET', '/users')).status;
    expect([await status(), await status(), await status(), await status()]).toEqual([
      200, 200, 200, 429,
    ]);
    clock.advance(299_999);
    expect(await status()).toBe(429);
    clock.advance(1);
    expect(await status()).toBe(200);
  });
});
