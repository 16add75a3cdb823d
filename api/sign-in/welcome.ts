/** What the first person of a new tenant should do, in this order (spec 1.3). */
export const welcomeAdvice: readonly string[] = [
  'Welcome. This Datto RMM account is new here: connect it and its destination under Settings first.',
  'In Datto RMM, switch Enable API Access on under Setup > Global Settings > Access Control, then make a key for the sync under Setup > Users > Generate API Keys. The secret is shown once: note it down.',
  'Connect Datto RMM with that key (`sitesync connect datto-rmm`), then GravityZone with a key for Companies, Licensing, Packages and Network (`sitesync connect gravityzone`), or IT Glue with an Administrator’s key (`sitesync connect itglue`), or both.',
  'Where you use a PSA, sync RMM to the PSA and the PSA to IT Glue first.',
  'For software documentation choose only the titles that you manage.',
];
