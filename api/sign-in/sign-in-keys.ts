import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Database } from '../../db/connect.ts';
import { signInKey } from '../../db/sign-in/sign-in-key.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { open, seal } from '../../keys/seal.ts';

export interface SignInKeys {
  /** What sessions are signed with. */
  sessionSecret: string;
  /**
   * A keyed fingerprint: says whether two credentials are the same, and nothing else. Without the
   * install's key nobody can try keys against it.
   */
  fingerprint(...parts: string[]): string;
}

const place = { tenantId: 'install', field: 'sign-in-key', origin: '' };

/** The keys of this install's sign-in, made at its first start. */
export async function readSignInKeys(db: Database, keyring: Keyring): Promise<SignInKeys> {
  const sealed = await signInKey(db, () =>
    seal(keyring, randomBytes(32).toString('base64'), place),
  );
  const master = Buffer.from(open(keyring, sealed, place), 'base64');
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `sitesync/sign-in/${purpose}/v1`, 32));
  const fingerprintKey = derive('fingerprint');
  return {
    sessionSecret: derive('session').toString('base64'),
    fingerprint: (...parts) =>
      createHmac('sha256', fingerprintKey).update(JSON.stringify(parts)).digest('hex'),
  };
}
