import type { Sandbox } from '../../sandbox/index.ts';

interface Credential {
  label: string;
  key: string;
  secret?: string;
}
interface Store {
  credentials: Record<'dattoRmm' | 'gravityzone' | 'itglue', Credential[]>;
}

export type DattoKey = 'main' | 'secondAdmin' | 'restricted' | 'otherAccount';
export type GravityzoneKey = 'main' | 'withoutPackages' | 'customer' | 'otherPartner';
export type ItglueKey = 'main' | 'restricted' | 'paused' | 'otherAccount';

/** Every key of a sandbox, by the label that says whose it is. */
export async function vendorKeys({ control, ready }: Sandbox) {
  const store = (await (await fetch(`${control}/state`)).json()) as Store;
  const find = (keys: Credential[], label: string): Credential => {
    const found = keys.find((one) => one.label === label);
    if (!found) throw new Error(`the sandbox has no key ${label}`);
    return found;
  };
  return {
    dattoRmm(label: DattoKey) {
      const { key, secret = '' } = find(store.credentials.dattoRmm, label);
      return { url: ready.dattoRmm.url, key, secret };
    },
    gravityzone(label: GravityzoneKey) {
      const { key } = find(store.credentials.gravityzone, label);
      return { url: ready.gravityzone.url, key };
    },
    itglue(label: ItglueKey) {
      const { key } = find(store.credentials.itglue, label);
      return { url: ready.itglue.url, key };
    },
  };
}

/** An answer's status and its error, for one look at both. */
export async function errorOf(answer: Response | { status: number; json(): Promise<unknown> }) {
  const body = (await answer.json()) as { error?: { code: string; message: string } };
  return { status: answer.status, ...body.error };
}
