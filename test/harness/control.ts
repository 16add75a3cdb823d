import type { LogEntry, Sandbox } from '../../sandbox/index.ts';

/** What tests look at of the sandbox's true store. */
export interface SandboxState {
  dattoRmm: {
    account: { uid: string };
    sites: {
      uid: string;
      name: string;
      onDemand: boolean;
      /** Which of Datto RMM's own sites it is; null for every other. */
      system: string | null;
      autotaskCompanyId: string | null;
      variables: { id: number; name: string; value: string; masked: boolean }[];
      devices: { uid: string; hostname: string | null; deviceClass: string; deleted: boolean }[];
    }[];
  };
  gravityzone: {
    rootCompanyId: string;
    companies: { id: string; name: string; type: number; parentId: string; createdAt: string }[];
    packages: {
      id: string;
      name: string;
      companyId: string;
      links: { installLinkWindows: string };
    }[];
  };
  itglue: {
    organizations: { id: string; name: string; primary: boolean }[];
    configurations: { id: string; name: string; organizationId: string; archived: boolean }[];
  };
}

/** A fault as it was set. */
export type StandingFault = { vendor: string; operation: string; kind: string } & Record<
  string,
  unknown
>;

/** The sandbox's control interface (sandbox.md). */
export function control(sandbox: Pick<Sandbox, 'control'>) {
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${sandbox.control}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    state: () => send('GET', '/state') as Promise<SandboxState>,
    log: (after = 0) =>
      send('GET', `/log?after=${after}`) as Promise<{ entries: LogEntry[]; last: number }>,
    change: (change: { do: string } & Record<string, unknown>) =>
      send('POST', '/change', change) as Promise<{ id: string | number }>,
    switches: (settings: Record<string, unknown>) => send('POST', '/switches', settings),
    fault: (fault: StandingFault) => send('POST', '/faults', fault) as Promise<{ id: number }>,
    /** The faults in force that were not played to their end yet. */
    faults: () =>
      send('GET', '/faults') as Promise<{ faults: { id: number; fault: StandingFault }[] }>,
    clearFaults: () => send('DELETE', '/faults'),
    reset: () => send('POST', '/reset'),
  };
}
