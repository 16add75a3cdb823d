import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { badUsage, CliError, exitCodes } from './cli-error.ts';

const kept = z.object({ tenantName: z.string(), person: z.string(), token: z.string() });
export type KeptSession = z.infer<typeof kept>;

/** By the API's address: the tenant last signed in to, and the sessions by tenant id. */
const file = z.record(
  z.string(),
  z.object({ current: z.string(), tenants: z.record(z.string(), kept) }),
);
type Sessions = z.infer<typeof file>;

/** The sessions of this person's command line, in a file that only they can read. */
export function openSessions(home: string) {
  const at = path.join(home, 'sessions.json');

  const read = async (): Promise<Sessions> => {
    let text: string;
    try {
      text = await readFile(at, 'utf8');
    } catch {
      return {};
    }
    try {
      return file.parse(JSON.parse(text));
    } catch {
      throw badUsage(`${at} holds something else than sessions. Remove it and sign in again.`);
    }
  };
  const write = async (sessions: Sessions): Promise<void> => {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const draft = `${at}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(sessions, null, 2)}\n`, { mode: 0o600 });
    await chmod(draft, 0o600);
    await rename(draft, at);
  };

  return {
    async keep(api: string, tenantId: string, session: KeptSession): Promise<void> {
      const sessions = await read();
      const tenants = { ...sessions[api]?.tenants, [tenantId]: session };
      await write({ ...sessions, [api]: { current: tenantId, tenants } });
    },

    /** The session of the named tenant, by name or id, or of the one last signed in to. */
    async find(api: string, tenant: string | undefined): Promise<[id: string, KeptSession]> {
      const there = (await read())[api];
      const entries = Object.entries(there?.tenants ?? {});
      const wanted = tenant?.toLowerCase();
      const matching = entries.filter(([id, { tenantName }]) =>
        wanted === undefined
          ? id === there?.current
          : id === wanted || tenantName.toLowerCase() === wanted,
      );
      const [only, second] = matching;
      if (second !== undefined) {
        const ids = matching.map(([id]) => id).join(', ');
        throw badUsage(`Several tenants are named “${tenant}”: give the id (${ids}).`);
      }
      if (only !== undefined) return only;
      throw entries.length === 0 || wanted === undefined
        ? notSignedIn(api)
        : unknown(tenant, entries);
    },

    async forget(api: string, tenantId: string): Promise<void> {
      const sessions = await read();
      const there = sessions[api];
      if (!there) return;
      const { [tenantId]: _gone, ...tenants } = there.tenants;
      const [next] = Object.keys(tenants);
      const { [api]: _old, ...others } = sessions;
      const current = there.current === tenantId ? next : there.current;
      await write(current === undefined ? others : { ...others, [api]: { current, tenants } });
    },
  };
}

function notSignedIn(api: string): CliError {
  const sentence = `You are not signed in to ${api}. Sign in with \`sitesync login --url URL\`, where URL is your Datto RMM platform.`;
  return new CliError(exitCodes.notAllowed, 'not-signed-in', sentence);
}

function unknown(tenant: string | undefined, entries: [string, KeptSession][]): CliError {
  const known = entries.map(([, { tenantName }]) => tenantName).join(', ');
  return badUsage(`You are not signed in to a tenant “${tenant}”, but to: ${known}.`);
}
