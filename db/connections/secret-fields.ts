/** Names of sealed values: with tenant and URL origin they are what a value is bound to (keys/seal.ts). */
export const secretFields = {
  dattoRmmKey: 'connection/datto-rmm/key',
  dattoRmmSecret: 'connection/datto-rmm/secret',
  gravityzoneKey: 'connection/gravityzone/key',
  itglueKey: 'connection/itglue/key',
  uninstallPassword: 'gravityzone/uninstall-password',
} as const;
export type SecretField = (typeof secretFields)[keyof typeof secretFields];

/** The fields of a vendor's connection. */
export const connectionSecretFields = {
  'datto-rmm': [secretFields.dattoRmmKey, secretFields.dattoRmmSecret],
  gravityzone: [secretFields.gravityzoneKey],
  itglue: [secretFields.itglueKey],
} as const satisfies Record<string, readonly SecretField[]>;
