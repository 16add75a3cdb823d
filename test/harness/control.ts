import type { LogEntry, Sandbox } from '../../sandbox/index.ts';

/** What tests look at of the sandbox's true store. */
export interface SandboxState {
  dattoRmm: {
    account: { uid: string };
    sites: {
      uid: string;
      name: string;
      onDemand: boolean;
      variables: { id: number; name: string; value: string; masked: boolean }[];
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
}

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
    change: (change: { do: string } & Record<string, unknown>) => send('POST', '/change', change),
    switches: (settings: Record<string, unknown>) => send('POST', '/switches', settings),
    fault: (fault: { vendor: string; operation: string; kind: string } & Record<string, unknown>) =>
      send('POST', '/faults', fault),
    clearFaults: () => send('DELETE', '/faults'),
    reset: () => send('POST', '/reset'),
  };
}
