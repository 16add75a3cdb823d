import { column, found, pick, type SandboxClient } from '../client-for-tests.ts';

/** What a test sees of a switch from outside. */
export type Observe = (client: SandboxClient) => Promise<unknown>;

const customer = 'Hartley & Co Solicitors LLP';
const mine = 'Old Mill Antiques';

async function idOf(client: SandboxClient, name: string): Promise<string> {
  return (await client.company(name)).id;
}

/** The code of a refusal, or `done`. */
export const outcome =
  (operation: string, params: unknown = {}): Observe =>
  async (client) => {
    const error = await client.error(operation, params);
    return error.startsWith('undefined') ? 'done' : error.slice(0, 6);
  };

export const createNamed = (name: string): Observe =>
  outcome('companies.createCompany', { type: 1, name });

export const createdText =
  (name: string): Observe =>
  async (client) =>
    /exist/.test(await client.error('companies.createCompany', { type: 1, name }));

/** Names made equal by three rules: other letters, and a blank behind. */
export const nameEquality: Observe = async (client) => [
  await createNamed('OLD MILL ANTIQUES')(client),
  await createNamed('Old Mill Antiques ')(client),
];

/** A name of another partner, of the own tree elsewhere, and of the same parent. */
export const nameScope: Observe = async (client) => [
  await createNamed('Bellweather Foods Ltd')(client),
  await createNamed('Gable & Finch Surveyors')(client),
  await createNamed(mine)(client),
];

/** The same names, given to a company that exists under the parent of the third. */
export const renameScope: Observe = async (client) => {
  const id = await idOf(client, customer);
  const rename = (name: string) => outcome('companies.updateCompanyDetails', { id, name })(client);
  return [
    await rename('Bellweather Foods Ltd'),
    await rename('Gable & Finch Surveyors'),
    await rename(mine),
  ];
};

/** A company, and one in a folder, moved under a partner that has a company of its name. */
export const moveToNamesake: Observe = async (client) => {
  const nested = await idOf(client, 'Northgate IT Services Ltd');
  const folder = found((await client.state()).gravityzone.folders[0]).id;
  const create = async (name: string, parentId?: string) =>
    client.change('gravityzone.createCompany', {
      name,
      ...(parentId === undefined ? {} : { parentId }),
    });
  const plain = await create('Gable & Finch Surveyors');
  await create('Inside Ltd', folder);
  await create('INSIDE Ltd', nested);
  const move = (id: string) =>
    outcome('network.moveCompanyOrCompanyFolder', { id, newParentId: nested })(client);
  return [await move(plain), await move(folder)];
};

export const byDeletedId: Observe = async (client) => {
  const companyId = await idOf(client, mine);
  await client.change('gravityzone.deleteCompany', { companyId });
  return outcome('companies.getCompanyDetails', { companyId })(client);
};

export const nameOfDeleted: Observe = async (client) => {
  await client.change('gravityzone.deleteCompany', { companyId: await idOf(client, mine) });
  return createNamed(mine)(client);
};

export const byForeignId: Observe = async (client) =>
  outcome('companies.getCompanyDetails', {
    companyId: await idOf(client, 'Bellweather Foods Ltd'),
  })(client);

export const details =
  (member: string): Observe =>
  async (client) => {
    const companyId = await idOf(client, customer);
    const result = await client.result('companies.getCompanyDetails', { companyId });
    return pick(result, member) !== undefined;
  };

export const find =
  (nameFilter: string): Observe =>
  async (client) =>
    pick(await client.result('companies.findCompaniesByName', { nameFilter }), 'length');

export const deletePartner: Observe = async (client) =>
  outcome('companies.deleteCompany', {
    companyId: await idOf(client, 'Northgate IT Services Ltd'),
  })(client);

export const suspendPlainly: Observe = async (client) =>
  outcome('companies.suspendCompany', { companyId: await idOf(client, mine) })(client);

async function intoFolder(client: SandboxClient): Promise<string> {
  const folder = found((await client.state()).gravityzone.folders[0]).id;
  await client.change('gravityzone.moveCompany', {
    companyId: await idOf(client, mine),
    newParentId: folder,
  });
  return folder;
}

export const listWithFolder: Observe = async (client) => {
  await intoFolder(client);
  return column(await client.result('network.getCompaniesList'), 'name').includes(mine);
};

export const illegalMove: Observe = async (client) =>
  outcome('network.moveCompanyOrCompanyFolder', {
    id: await idOf(client, mine),
    newParentId: await idOf(client, customer),
  })(client);

export const packageAfterMove: Observe = async (client) => {
  const before = found((await client.state()).gravityzone.packages[0]);
  await client.result('network.moveCompanyOrCompanyFolder', {
    id: before.companyId,
    newParentId: await idOf(client, 'Northgate IT Services Ltd'),
  });
  const [after] = (await client.state()).gravityzone.packages;
  const link = before.links['installLinkWindows'];
  return [after?.id === before.id, after?.links['installLinkWindows'] === link];
};

export const packagesAfterDelete: Observe = async (client) => {
  await client.result('companies.deleteCompany', { companyId: await idOf(client, mine) });
  return (await client.state()).gravityzone.packages.length;
};

/** What `companyId` and `parentId` of a company in a folder point at. */
export const inventoryItem: Observe = async (client) => {
  const folder = await intoFolder(client);
  const root = (await client.state()).gravityzone.rootCompanyId;
  const page = await client.result('network.getNetworkInventoryItems', {
    filters: { type: { companies: true }, depth: { allItemsRecursively: true } },
    perPage: 100,
  });
  const items = pick(page, 'items') as Record<string, unknown>[];
  const item = found(items.find(({ name }) => name === mine));
  const direct = found(items.find(({ name }) => name === customer));
  const shownDetails = item['details'] as Record<string, unknown> | undefined;
  const says = (id: unknown, self: unknown) =>
    id === folder ? 'folder' : id === root ? 'root' : id === self ? 'self' : 'container';
  return {
    companyId: says(item['companyId'], item['id']),
    parentIds: [says(item['parentId'], item['id']), says(direct['parentId'], direct['id'])],
    details: shownDetails === undefined ? 'absent' : Object.keys(shownDetails).length > 0,
  };
};

export const member =
  (name: string): Observe =>
  async (client) =>
    pick(await inventoryItem(client), name);

export const emptyPage: Observe = async (client) =>
  pick(
    await client.result('packages.getPackagesList', { companyId: await idOf(client, customer) }),
    'pagesCount',
  );

export const pastEnd: Observe = async (client) =>
  outcome('packages.getPackagesList', { companyId: await idOf(client, mine), page: 2 })(client);

export const licenseForms: Observe = async (client) => [
  Array.isArray(await client.result('licensing.getLicenseInfo')),
  Array.isArray(await client.result('licensing.getLicenseInfo', { returnAllProducts: true })),
];

export const trialFlag: Observe = async (client) => {
  const companyId = await client.result('companies.createCompany', { type: 1, name: 'Trial' });
  const info = await client.result('licensing.getLicenseInfo', { companyId });
  return pick(info, 'manageEncryption') !== undefined;
};

export const omittedFlag: Observe = async (client) => {
  const companyId = await idOf(client, customer);
  await client.result('licensing.setMonthlySubscription', { companyId });
  return pick(await client.result('licensing.getLicenseInfo', { companyId }), 'manageEncryption');
};

/** A package of `Old Mill Antiques`, which has one called `Workstations`. */
export const createPackage =
  (more: Record<string, unknown> = {}, companyName = mine): Observe =>
  async (client) => {
    const companyId = await idOf(client, companyName);
    await client.change('gravityzone.setLicense', {
      companyId,
      license: { flags: { manageExchange: false } },
    });
    const wanted = { companyId, packageName: 'Made', ...more };
    const { json } = await client.rpc('packages.createPackage', wanted);
    return pick(json, 'result') ?? String(pick(json, 'error', 'code'));
  };

export const made =
  (more: Record<string, unknown>, companyName?: string): Observe =>
  async (client) => {
    const result = await createPackage(more, companyName)(client);
    return typeof result === 'string' ? result : 'done';
  };

export const duplicateText: Observe = async (client) =>
  /exist/.test(
    await client.error('packages.createPackage', {
      companyId: await idOf(client, mine),
      packageName: 'Workstations',
    }),
  );

/** The same name in the same company, in another of the tree, and in another tree. */
export const duplicateScope: Observe = async (client) => {
  const results = [
    await made({ packageName: 'Workstations' })(client),
    await made({ packageName: 'Workstations' }, customer)(client),
  ];
  return results.map((result) => (result === 'done' ? 'done' : 'refused'));
};

export const packageDetail =
  (name: string): Observe =>
  async (client) => {
    const packageId = found((await client.state()).gravityzone.packages[0]).id;
    return (
      pick(await client.result('packages.getPackageDetails', { packageId }), name) !== undefined
    );
  };

export const updated: Observe = async (client) => {
  const packageId = found((await client.state()).gravityzone.packages[0]).id;
  return client.result('packages.updatePackage', { packageId, packageName: 'Servers' });
};

/** Of a package just made: is there an entry, a link, a status? */
export const newLink: Observe = async (client) => {
  await createPackage()(client);
  const entry = pick(
    await client.result('packages.getInstallationLinks', { packageName: 'Made' }),
    0,
  );
  return [
    entry !== undefined,
    pick(entry, 'installLinkWindows') !== undefined,
    pick(entry, 'status', 'windows') ?? 'none',
  ];
};

export const linkNames: Observe = async (client) => {
  await createPackage()(client);
  return column(await client.result('packages.getInstallationLinks'), 'packageName');
};

export const listedPackages: Observe = async (client) => {
  const companyId = await idOf(client, mine);
  const page = await client.result('packages.getPackagesList', { companyId });
  return column(pick(page, 'items'), 'type');
};

export const unmanageable: Observe = async (client) => {
  await client.change('gravityzone.createCompany', {
    name: 'Own Hands Ltd',
    canBeManagedByAbove: false,
  });
  return made({}, 'Own Hands Ltd')(client);
};

export const kind = (text: string): string =>
  text === '' ? 'empty' : text.startsWith('<') ? 'html' : 'json';

export const unauthorized: Observe = async (client) => {
  const { status, text } = await client.rpcBody('/v1.0/jsonrpc/companies', '{}', 'wrong');
  return [status, kind(text)];
};

export const notAllowed: Observe = async (client) => {
  const reply = await client.rpc('packages.getPackagesList', {}, { label: 'withoutPackages' });
  return `${String(reply.status)}/${String(pick(reply.json, 'error', 'code'))}`;
};

/** With a limit and a queue of one: the first runs, the second waits, the third is refused. */
export const limited: Observe = async (client) => {
  await client.rpc('companies.getCompanyDetails');
  void client.rpc('companies.getCompanyDetails').catch(() => undefined);
  while ((await client.log()).length < 2) await Promise.resolve();
  const { status, headers, text, json } = await client.rpc('companies.getCompanyDetails');
  return [status, headers.get('retry-after'), kind(text), pick(json, 'error', 'code') ?? 'none'];
};

/** How many of so many calls at once are refused; the methods take turns. */
export const refusedOf =
  (count: number, ...operations: string[]): Observe =>
  async (client) => {
    for (let index = 0; index < count; index += 1) {
      const operation = operations[index % operations.length] ?? '';
      void client.rpc(operation).catch(() => undefined);
    }
    let entries = await client.log();
    while (entries.length < count) entries = await client.log();
    entries = await client.log();
    return entries.filter(({ status }) => status === 429).length;
  };

export const batch: Observe = async (client) => {
  const { key } = client.sandbox.ready.gravityzone;
  return (await client.rpcBody('/v1.0/jsonrpc/companies', '[]', key)).status;
};

export const dates: Observe = async (client) =>
  String(pick(await client.result('general.getApiKeyDetails'), 'createdAt')).slice(19);
