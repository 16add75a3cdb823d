const createCompany = { vendor: 'gravityzone', operation: 'companies.createCompany' };

/** The company is created, and the answer is lost: the write is settled by looking for it. */
export const lostAnswer = { ...createCompany, kind: 'applied-then-timeout' };

/** Each creation takes long enough for something to happen meanwhile. */
export const slowCreation = { ...createCompany, kind: 'slow', delayMs: 1_200, times: 0 };

/** GravityZone refuses the next creation for a reason that is not the name. */
export const refusedCreation = {
  ...createCompany,
  kind: 'status',
  status: 200,
  body: {
    jsonrpc: '2.0',
    id: null,
    error: { code: -32000, message: 'Server error', data: { details: 'No seats are left.' } },
  },
};

const createConfiguration = {
  vendor: 'itglue',
  operation: 'POST /organizations/:id/relationships/configurations',
};

/** The configuration is created, and the answer is lost. */
export const lostConfiguration = { ...createConfiguration, kind: 'applied-then-timeout' };

/** Each creation takes long enough for something to happen meanwhile. */
export const slowConfiguration = {
  ...createConfiguration,
  kind: 'slow',
  delayMs: 1_200,
  times: 0,
};

const notValid = {
  status: 422,
  body: { errors: [{ status: '422', title: 'Unprocessable', detail: 'It is not valid.' }] },
};

/** IT Glue refuses the next creation. */
export const refusedConfiguration = {
  ...createConfiguration,
  kind: 'status',
  ...notValid,
};

/** The worker ends when the configuration is created, before it knows. */
export const killedCreating = (pid: number) => ({
  ...createConfiguration,
  kind: 'kill',
  pid,
  when: 'after-effect',
});

const updateConfiguration = { vendor: 'itglue', operation: 'PATCH /configurations/:id' };

/** The fields are written, and the answer is lost. */
export const lostUpdate = { ...updateConfiguration, kind: 'applied-then-timeout' };

/** Each update takes long enough for something to happen meanwhile. */
export const slowUpdate = { ...updateConfiguration, kind: 'slow', delayMs: 1_200, times: 0 };

/** IT Glue refuses the next update. */
export const refusedUpdate = { ...updateConfiguration, kind: 'status', ...notValid };

/** Datto RMM says once that there are no sites to be read: that is not tried again. */
export const unfoundSites = {
  vendor: 'dattoRmm',
  operation: 'GET /v2/account/sites',
  kind: 'status',
  status: 404,
  body: { error: 'Not found', status: 404 },
};

/** The devices of each site take so long that something can happen meanwhile. */
export const slowDevices = {
  vendor: 'dattoRmm',
  operation: 'GET /v2/site/{siteUid}/devices',
  kind: 'slow',
  delayMs: 3_000,
  times: 0,
};
