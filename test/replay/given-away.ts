import { startSandbox } from '../../sandbox/index.ts';
import { control } from '../harness/control.ts';
import type { SampleState } from '../sync/scene.ts';
import { givenName } from './recorded-review.ts';
import type { Recording } from './recordings.ts';

/** What no history may hold, by what it is. */
const forms = {
  'a key of IT Glue': /ITG\.\w+/,
  'a key or secret of Datto RMM': /\b[0-9A-Z]{24}\b|\b[0-9A-Z]{32}\b/,
  // The build of a worker has such a hash after a plus.
  'a key of GravityZone': /(?<!\+)\b[\da-f]{64}\b/,
  'a revoked key': /revoked-by-vendor/,
  'the address of a vendor': /https?:\/\//,
  'a MAC address': /(?:[\da-f]{2}[:-]){5}[\da-f]{2}/i,
  'a name that was given': new RegExp(givenName, 'i'),
};
/** Shorter ones can be a part of any id. */
const shortestName = 5;

/** Names and secrets as the recorded tenants have them; their names are the same in every sample. */
export async function readSample(): Promise<{ names: string[]; secrets: string[] }> {
  const sandbox = await startSandbox({ port: 0, sites: 5 });
  try {
    const { dattoRmm, gravityzone, itglue } = (await control(sandbox).state()) as SampleState;
    const devices = dattoRmm.sites.flatMap((site) => site.devices);
    const named = [dattoRmm.sites, gravityzone.companies, itglue.organizations];
    const names = [
      ...[...named, itglue.configurations].flatMap((all) => all.map(({ name }) => name)),
      ...devices.flatMap(({ hostname }) => hostname ?? []),
    ].filter(({ length }) => length >= shortestName);
    const { ready } = sandbox;
    const keys = [ready.dattoRmm.key, ready.gravityzone.key, ready.itglue.key];
    return { names, secrets: [...keys, ready.dattoRmm.secret, ready.itglue.url] };
  } finally {
    await sandbox.close();
  }
}

/** What a history holds of those names and of secrets: its payloads are in clear. */
export function givenAway({ history }: Pick<Recording, 'history'>, names: readonly string[]) {
  const text = textOf(history);
  return [
    ...names.filter((name) => text.includes(name)),
    ...Object.entries(forms).flatMap(([what, form]) => (form.test(text) ? [what] : [])),
  ];
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(textOf).join('\n');
}
