import { onTestFinished } from 'vitest';
import {
  ManualClock,
  startSandbox,
  type LogEntry,
  type Sandbox,
  type SandboxOptions,
} from './index.ts';

/** An answer as it came, with its JSON where it is some. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface StateSite {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly onDemand: boolean;
  readonly system: string | null;
  readonly hidden: boolean;
  readonly variables: readonly { id: number; name: string; value: string; masked: boolean }[];
  readonly devices: readonly StateDevice[];
}

export interface StateDevice {
  readonly uid: string;
  readonly id: number;
  readonly hostname: string | null;
  readonly deviceClass: string;
  readonly deleted: boolean;
  readonly lastAuditMs: number | null;
  readonly hardware: {
    readonly serial: string | null;
    readonly nics: readonly { macAddress: string }[];
  };
}

export interface StateOrganization {
  readonly id: string;
  readonly name: string;
  readonly primary: boolean;
  readonly visible: boolean;
  readonly psa: { integration: string; id: string } | null;
}

export interface StateConfiguration {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly typeId: string;
  readonly serialNumber: string | null;
  readonly macAddress: string | null;
  readonly primaryIp: string | null;
  readonly archived: boolean;
}

export interface StateCompany {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly parentId: string | null;
  readonly folderId: string | null;
  readonly isSuspended: boolean;
  readonly canBeManagedByAbove: boolean;
  readonly visible: boolean;
}

export interface State {
  readonly dattoRmm: {
    readonly account: { readonly uid: string };
    readonly sites: readonly StateSite[];
    readonly variables: readonly { id: number; name: string; value: string; masked: boolean }[];
  };
  readonly gravityzone: {
    readonly rootCompanyId: string;
    readonly companies: readonly StateCompany[];
    readonly folders: readonly { id: string; name: string }[];
    readonly endpoints: readonly { id: string; name: string; companyId: string; groupId: string }[];
    readonly groups: readonly { id: string; name: string; companyId: string }[];
    readonly packages: readonly {
      id: string;
      name: string;
      companyId: string;
      links: Record<string, string>;
    }[];
  };
  readonly itglue: {
    readonly organizations: readonly StateOrganization[];
    readonly configurations: readonly StateConfiguration[];
    readonly interfaces: readonly { configurationId: string; primary: boolean }[];
    readonly catalogues: Record<string, readonly { id: string; name: string; synced: boolean }[]>;
    readonly flexibleAssets: readonly { id: string; archived: boolean }[];
    readonly relatedItems: readonly { id: string }[];
  };
  readonly credentials: {
    readonly itglue: readonly { label: string; key: string }[];
    readonly dattoRmm: readonly { label: string; key: string; secret: string }[];
    readonly gravityzone: readonly { label: string; key: string; companyId: string }[];
  };
  readonly sample: {
    readonly branches: readonly { branch: string; siteUid: string; companyIds: string[] }[];
    readonly matching: readonly {
      case: string;
      siteUid: string | null;
      organizationIds: string[];
      deviceUids: string[];
      configurationIds: string[];
    }[];
  };
}

/** A running sandbox with the calls that tests make; it stops when the test does. */
export class SandboxClient {
  readonly sandbox: Sandbox;
  readonly #tokens = new Map<string, string>();
  #credentials: Promise<State['credentials']> | undefined;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  async control(method: string, path: string, body?: unknown): Promise<Reply> {
    return call(`${this.sandbox.control}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async state(): Promise<State> {
    return (await this.control('GET', '/state')).json as State;
  }

  /** The keys, which stay the same; the state is large, so they are read once. */
  async credentials(): Promise<State['credentials']> {
    this.#credentials ??= this.state().then(({ credentials }) => credentials);
    return this.#credentials;
  }

  async log(after = 0): Promise<LogEntry[]> {
    const { json } = await this.control('GET', `/log?after=${String(after)}`);
    return (json as { entries: LogEntry[] }).entries;
  }

  /** The id of what was made or changed. */
  async change(verb: string, fields: Record<string, unknown>): Promise<string> {
    const { status, json } = await this.control('POST', '/change', { do: verb, ...fields });
    if (status !== 200) throw new Error(`${verb} was refused: ${JSON.stringify(json)}`);
    return String(pick(json, 'id'));
  }

  async set(values: Record<string, string | number>): Promise<void> {
    const { status, json } = await this.control('POST', '/switches', values);
    if (status !== 200) throw new Error(JSON.stringify(json));
  }

  async fault(fields: Record<string, unknown>): Promise<void> {
    const { status, json } = await this.control('POST', '/faults', fields);
    if (status !== 200) throw new Error(JSON.stringify(json));
  }

  /** A Datto API call below `/api`, with a token of that credential. */
  async datto(method: string, path: string, body?: unknown, label = 'main'): Promise<Reply> {
    let token = this.#tokens.get(label);
    if (token === undefined) {
      token = String(pick((await this.token(label)).json, 'access_token'));
      this.#tokens.set(label, token);
    }
    return call(`${this.sandbox.ready.dattoRmm.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async token(label = 'main', changed: Record<string, string> = {}): Promise<Reply> {
    const { dattoRmm } = await this.credentials();
    const { key, secret } = found(dattoRmm.find((one) => one.label === label));
    return this.tokenCall({ grant_type: 'password', username: key, password: secret, ...changed });
  }

  async tokenCall(form: Record<string, string>, basic = 'public-client:public'): Promise<Reply> {
    return call(`${this.sandbox.ready.dattoRmm.url}/auth/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}` },
      body: new URLSearchParams(form),
    });
  }

  /** A GravityZone call such as `companies.createCompany`. */
  async rpc(
    operation: string,
    params: unknown = {},
    { label = 'main', version = 'v1.0' } = {},
  ): Promise<Reply> {
    const [service = '', method = ''] = operation.split('.');
    const { gravityzone } = await this.credentials();
    const { key } = found(gravityzone.find((one) => one.label === label));
    return this.rpcBody(
      `/${version}/jsonrpc/${service}`,
      JSON.stringify({ id: 'test', jsonrpc: '2.0', method, params }),
      key,
    );
  }

  async rpcBody(path: string, body: string, key?: string, method = 'POST'): Promise<Reply> {
    return call(`${this.sandbox.ready.gravityzone.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Basic ${btoa(`${key}:`)}` }),
      },
      ...(method === 'GET' ? {} : { body }),
    });
  }

  /** The result of a GravityZone call that has to succeed. */
  async result(operation: string, params: unknown = {}, options = {}): Promise<unknown> {
    const { json } = await this.rpc(operation, params, options);
    if (pick(json, 'error') !== undefined) throw new Error(JSON.stringify(json));
    return pick(json, 'result');
  }

  /** `code: details` of a GravityZone call that has to fail. */
  async error(operation: string, params: unknown = {}, options = {}): Promise<string> {
    const { json } = await this.rpc(operation, params, options);
    const code = String(pick(json, 'error', 'code'));
    return `${code}: ${String(pick(json, 'error', 'data', 'details'))}`;
  }

  /** An IT Glue call; a body is `data` of a JSON:API document. */
  async itglue(method: string, path: string, data?: unknown, label = 'main'): Promise<Reply> {
    const keys = (await this.credentials()).itglue;
    const { key } = found(keys.find((one) => one.label === label));
    return this.itglueCall(method, path, {
      headers: { 'x-api-key': key, 'content-type': 'application/vnd.api+json' },
      ...(data === undefined ? {} : { body: JSON.stringify({ data }) }),
    });
  }

  async itglueCall(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    return call(`${this.sandbox.ready.itglue.url}${path}`, { method, ...init });
  }

  async organization(name: string): Promise<StateOrganization> {
    return found((await this.state()).itglue.organizations.find((one) => one.name === name));
  }

  /** The id of an entry of IT Glue's small lists. */
  async catalogueId(list: string, name: string): Promise<string> {
    const { catalogues } = (await this.state()).itglue;
    return found(catalogues[list]?.find((entry) => entry.name === name)).id;
  }

  async site(name: string): Promise<StateSite> {
    return found((await this.state()).dattoRmm.sites.find((site) => site.name === name));
  }

  async company(name: string): Promise<StateCompany> {
    const { companies } = (await this.state()).gravityzone;
    return found(companies.find((company) => company.name === name));
  }
}

/** Starts a sandbox for one test. */
export async function openSandbox(options: SandboxOptions = {}): Promise<SandboxClient> {
  const sandbox = await startSandbox(options);
  onTestFinished(async () => sandbox.close());
  return new SandboxClient(sandbox);
}

/** What is at the path within a JSON value, or undefined. */
export function pick(value: unknown, ...path: (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

/** One member of each row of a list. */
export function column(rows: unknown, member: string): unknown[] {
  if (!Array.isArray(rows)) throw new Error(`not a list: ${JSON.stringify(rows)}`);
  return rows.map((row) => pick(row, member));
}

export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not found in the sample');
  return value;
}

async function call(url: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, init);
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** A sandbox whose time stands still until the test moves it. */
export async function openStoppedSandbox(
  options: SandboxOptions = {},
): Promise<{ client: SandboxClient; clock: ManualClock }> {
  const clock = new ManualClock();
  return { client: await openSandbox({ ...options, clock }), clock };
}
