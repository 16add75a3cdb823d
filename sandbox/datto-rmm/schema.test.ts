import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { openSandbox, pick, type SandboxClient } from '../client-for-tests.ts';

const specification = new URL(
  '../../../shared/vendor-apis/datto-rmm.openapi.json',
  import.meta.url,
);

type Schema = Record<string, unknown>;

/**
 * The published schemas as production really keeps them: null is allowed everywhere, and
 * date-times are epoch milliseconds (datto-rmm.md 0 and 5.0). Members that no schema has are
 * refused, `udf` aside, which live devices carry though build 235 does not list it.
 */
function asOnTheWire(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asOnTheWire);
  if (typeof schema !== 'object' || schema === null) return schema;
  const given = schema as Schema;
  if (typeof given['$ref'] === 'string') {
    return { anyOf: [{ $ref: given['$ref'] }, { type: 'null' }] };
  }
  if (given['format'] === 'date-time') return { type: ['integer', 'null'] };
  const { type, format, enum: values, properties, ...rest } = given;
  return {
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, asOnTheWire(value)])),
    ...(typeof type === 'string' ? { type: [type, 'null'] } : {}),
    ...(format === 'int32' || format === 'int64' ? { format } : {}),
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
    ...(properties === undefined
      ? {}
      : {
          properties: {
            udf: true,
            ...Object.fromEntries(
              Object.entries(properties as Schema).map(([key, value]) => [key, asOnTheWire(value)]),
            ),
          },
          additionalProperties: false,
        }),
  };
}

function schemaCheck(): (path: string, method: string, status: number, body: unknown) => string[] {
  const document = JSON.parse(readFileSync(specification, 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
    components: { schemas: Schema };
  };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const schemas = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [
      name,
      asOnTheWire(schema),
    ]),
  );
  return (path, method, status, body) => {
    const schema = pick(
      document.paths[path]?.[method.toLowerCase()],
      'responses',
      String(status),
      'content',
      'application/json',
      'schema',
    );
    if (schema === undefined) return [`${method} ${path} declares no ${String(status)} body`];
    const validate = ajv.compile({ ...(asOnTheWire(schema) as Schema), components: { schemas } });
    validate(body);
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${String(error.message)}`);
  };
}

/** An audited device of that class, by what a path needs. */
async function audited(client: SandboxClient, deviceClass: string) {
  const devices = (await client.state()).dattoRmm.sites.flatMap((site) => site.devices);
  const device = devices.find(
    (one) => one.deviceClass === deviceClass && one.lastAuditMs !== null && !one.deleted,
  );
  return {
    deviceUid: String(device?.uid),
    macAddress: String(device?.hardware.nics[0]?.macAddress).replaceAll(':', ''),
  };
}

async function paths(client: SandboxClient): Promise<[string, Record<string, string>][]> {
  const site = await client.site('Hartley & Co Solicitors LLP');
  const siteUid = site.uid;
  const devices = await client.datto('GET', `/v2/site/${siteUid}/devices`);
  const device = pick(devices.json, 'devices', 0);
  return [
    ['/v2/account', {}],
    ['/v2/account/sites', {}],
    ['/v2/account/users', {}],
    ['/v2/account/devices', {}],
    ['/v2/account/variables', {}],
    ['/v2/site/{siteUid}', { siteUid }],
    ['/v2/site/{siteUid}/devices', { siteUid }],
    ['/v2/site/{siteUid}/variables', { siteUid }],
    ['/v2/device/{deviceUid}', { deviceUid: String(pick(device, 'uid')) }],
    ['/v2/device/id/{deviceId}', { deviceId: String(pick(device, 'id')) }],
    ['/v2/site/{siteUid}/devices/network-interface', { siteUid }],
    ['/v2/device/macAddress/{macAddress}', await audited(client, 'device')],
    ['/v2/audit/device/{deviceUid}', await audited(client, 'device')],
    ['/v2/audit/device/macAddress/{macAddress}', await audited(client, 'device')],
    ['/v2/audit/device/{deviceUid}/software', await audited(client, 'device')],
    ['/v2/audit/printer/{deviceUid}', await audited(client, 'printer')],
    ['/v2/audit/esxihost/{deviceUid}', await audited(client, 'esxihost')],
    ['/v2/system/request_rate', {}],
    ['/v2/system/pagination', {}],
  ];
}

function fill(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

describe.skipIf(!existsSync(specification))(
  'Datto answers keep to datto-rmm.openapi.json (skipped where shared/ is not beside the clone)',
  () => {
    it('for every read', async () => {
      const client = await openSandbox({ msp: 'demo' });
      await client.set({ 'dattoRmm.systemStartedForm': 'epochMs' });
      const problems = schemaCheck();
      for (const [template, values] of await paths(client)) {
        const { status, json } = await client.datto('GET', fill(template, values));
        expect({ template, problems: problems(template, 'GET', status, json) }).toEqual({
          template,
          problems: [],
        });
      }
      const started = await client.datto('GET', '/v2/system/status');
      expect(problems('/v2/system/status', 'GET', 200, started.json)).toEqual([]);
    });

    it('for creating and updating a site', async () => {
      const client = await openSandbox();
      const problems = schemaCheck();
      const created = await client.datto('PUT', '/v2/site', { name: 'New place' });
      expect(problems('/v2/site', 'PUT', created.status, created.json)).toEqual([]);
      const path = `/v2/site/${String(pick(created.json, 'uid'))}`;
      const updated = await client.datto('POST', path, { name: 'Newer place' });
      expect(problems('/v2/site/{siteUid}', 'POST', updated.status, updated.json)).toEqual([]);
    });

    it('for errors', async () => {
      const client = await openSandbox();
      const problems = schemaCheck();
      const template = '/v2/site/{siteUid}/variable/{variableId}';
      const { uid } = await client.site('Home Users');
      const missing = await client.datto('DELETE', `/v2/site/${uid}/variable/1`);
      expect(problems(template, 'DELETE', missing.status, missing.json)).toEqual([]);
      const bad = await client.datto('PUT', '/v2/site', {});
      expect(problems('/v2/site', 'PUT', bad.status, bad.json)).toEqual([]);
    });

    it('and the check itself notices a text where a number belongs, and an unknown member', () => {
      const problems = schemaCheck();
      expect(problems('/v2/account', 'GET', 200, { id: 'one', made: 'up' })).toHaveLength(2);
    });
  },
);
