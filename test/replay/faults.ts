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
