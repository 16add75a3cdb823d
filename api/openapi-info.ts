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
  // In this order the reference shows them.
  tags: [
    { name: 'Sign-in', description: 'With a Datto RMM API key of one’s own' },
    { name: 'Connections', description: 'The keys that the sync uses' },
    { name: 'Sites', description: 'Datto RMM’s side' },
    { name: 'Companies', description: 'GravityZone’s side' },
    { name: 'Mappings', description: 'Staged, confirmed, then carried out by a durable task' },
    {
      name: 'Events',
      description: 'Discrepancies that runs found, and what people decide on them',
    },
    {
      name: 'Matching',
      description: 'Source organizations and devices, and what they are in IT Glue',
    },
    { name: 'Settings', description: 'In force from the next run on' },
    { name: 'Runs', description: 'Syncs and plans, and what is held of them' },
    { name: 'Writes', description: 'What was sent to a vendor, and what became of it' },
    { name: 'Tenant', description: 'What needs attention; pause and freeze' },
    { name: 'Audit', description: 'Who did what, when and why' },
    { name: 'Tokens', description: 'For programs' },
    { name: 'Service', description: 'The API itself' },
  ],
};
