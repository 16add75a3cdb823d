/** What the OpenAPI document says of the API as a whole. */
export const openApiInfo = {
  openapi: '3.1.0',
  info: {
    title: 'Sitesync',
    version: '1',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    description:
      'Keeps an MSP\'s Datto RMM inventory in step with its destinations. All answers are of one tenant: that of the session or token. Every error has the body `{"error":{"code","message"}}`.',
  },
  security: [{ bearer: [] }],
  servers: [{ url: '/' }],
};
