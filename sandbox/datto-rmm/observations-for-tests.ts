import { column, found, pick, type Reply, type SandboxClient } from '../client-for-tests.ts';

/** What a test sees of a switch from outside. */
export type Observe = (client: SandboxClient) => Promise<unknown>;

export const wrongToken: Observe = async (client) => {
  const { status, text } = await client.token('main', { password: 'wrong' });
  return [status, text === '' ? 'empty' : text.startsWith('<') ? 'html' : 'json'];
};
export const tokenMember =
  (name: string): Observe =>
  async (client) =>
    pick((await client.token()).json, name) ?? 'absent';
export const get =
  (path: string, ...member: (string | number)[]): Observe =>
  async (client) => {
    const reply = await client.datto('GET', path);
    return member.length === 0 ? reply.status : pick(reply.json, ...member);
  };
export const kindOf = (text: string) =>
  text === '' ? 'empty' : text.startsWith('<') ? 'html' : 'json';
export const refusedCall: Observe = async (client) => {
  await exhaust(client);
  const { status, headers, text } = await client.datto('GET', '/v2/account');
  return [status, headers.get('retry-after'), kindOf(text)];
};
export const blockedCall: Observe = async (client) => {
  await client.set({ 'dattoRmm.blockAfterRefusals': '3' });
  await exhaust(client);
  for (let call = 0; call < 3; call += 1) await client.datto('GET', '/v2/account');
  const { status, headers, text } = await client.datto('GET', '/v2/account');
  return [status, headers.get('retry-after'), kindOf(text)];
};
export const siteNames: Observe = async (client) =>
  column(pick((await client.datto('GET', '/v2/account/sites')).json, 'sites'), 'name').slice(0, 2);
export const deletedSite: Observe = async (client) => {
  const { uid } = await client.site('Deleted Devices');
  return (await client.datto('GET', `/v2/site/${encodeURIComponent(uid)}`)).status;
};
export const unseen: Observe = async (client) => {
  const { uid } = await client.site('Home Users');
  await client.change('hide', { vendor: 'dattoRmm', id: uid });
  const list = await client.datto('GET', '/v2/account/sites?siteName=Home U');
  return [
    (await client.datto('GET', `/v2/site/${uid}`)).status,
    pick(list.json, 'sites', 'length'),
  ];
};
export const partialUpdate: Observe = async (client) => {
  const id = found((await client.state()).dattoRmm.variables[0]).id;
  const path = `/v2/account/variable/${String(id)}`;
  const { status } = await client.datto('POST', path, { value: 'only this' });
  const { name, value } = found((await client.state()).dattoRmm.variables[0]);
  return [status, name, value];
};
export const counted =
  (...calls: Observe[]): Observe =>
  async (client) => {
    for (const call of calls) await call(client);
    const { json } = await client.datto('GET', '/v2/system/request_rate');
    return [pick(json, 'accountCount'), pick(json, 'accountWriteCount')];
  };
export const variableOf =
  (name: string): Observe =>
  async (client) => {
    const { json } = await client.datto('GET', '/v2/account/variables');
    const variables = pick(json, 'variables') as { name: string; value: unknown }[];
    return found(variables.find((one) => one.name === name)).value;
  };
export const createTwice =
  (path: string, name: string): Observe =>
  async (client) =>
    (await client.datto('PUT', path, { name, value: '' })).status;

/** With a limit of three reads: two at once, the third would wait a second of the stopped time. */
export async function exhaust(client: SandboxClient): Promise<void> {
  await client.set({ 'dattoRmm.blockAfterRefusals': 'never' });
  for (let call = 0; call < 2; call += 1) await client.datto('GET', '/v2/account');
  const { uid } = await client.site('Home Users');
  const third = client.datto('GET', `/v2/site/${uid}`).catch(() => undefined);
  while ((await client.log()).length < 4) await Promise.resolve();
  void third;
  await client.set({ 'dattoRmm.blockAfterRefusals': '3' });
}

export const tight = { rateScale: 0.005 };

export async function switchValue(client: SandboxClient, name: string): Promise<string> {
  const { json } = await client.control('GET', '/switches');
  const switches = pick(json, 'switches') as { name: string; value: string }[];
  return found(switches.find((one) => one.name === name)).value;
}

/** The audit, by that address, of an audited device of that class. */
export async function auditOf(
  client: SandboxClient,
  deviceClass: string,
  address: string,
): Promise<Reply> {
  const devices = (await client.state()).dattoRmm.sites.flatMap((site) => site.devices);
  const { uid } = found(
    devices.find(
      (device) =>
        device.deviceClass === deviceClass && device.lastAuditMs !== null && !device.deleted,
    ),
  );
  return client.datto('GET', `/v2/audit/${address}/${uid}`);
}

/** The MAC of a network interface as a site's list has it. */
export async function firstNic(client: SandboxClient): Promise<string> {
  const { uid } = await client.site('Hartley & Co Solicitors LLP');
  const { json } = await client.datto('GET', `/v2/site/${uid}/devices/network-interface`);
  return String(pick(json, 'devices', 0, 'nics', 0, 'macAddress'));
}
