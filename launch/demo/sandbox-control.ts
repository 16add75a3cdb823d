import { z } from 'zod';

const stateSchema = z.object({
  dattoRmm: z.object({
    account: z.object({ uid: z.string(), name: z.string() }),
    sites: z.array(
      z.object({
        uid: z.string(),
        name: z.string(),
        onDemand: z.boolean(),
        system: z.string().nullable(),
        variables: z.array(z.object({ name: z.string(), value: z.string(), masked: z.boolean() })),
        devices: z.array(z.object({ deleted: z.boolean() })),
      }),
    ),
  }),
  gravityzone: z.object({
    rootCompanyId: z.string(),
    companies: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        parentId: z.string().nullable(),
        visible: z.boolean(),
      }),
    ),
    folders: z.array(z.object({ id: z.string() })),
    packages: z.array(
      z.object({
        name: z.string(),
        companyId: z.string(),
        links: z.object({ installLinkWindows: z.string() }),
      }),
    ),
  }),
  itglue: z.object({
    organizations: z.array(z.object({ id: z.string(), name: z.string() })),
    configurations: z.array(
      z.object({
        id: z.string(),
        organizationId: z.string(),
        name: z.string(),
        installedBy: z.string().nullable(),
      }),
    ),
  }),
  sample: z.object({
    branches: z.array(
      z.object({
        branch: z.string(),
        siteUid: z.string(),
        siteName: z.string(),
        companyIds: z.array(z.string()),
      }),
    ),
    matching: z.array(
      z.object({
        case: z.string(),
        siteUid: z.string().nullable(),
        organizationIds: z.array(z.string()),
        deviceUids: z.array(z.string()),
        configurationIds: z.array(z.string()),
      }),
    ),
  }),
});

const logSchema = z.object({
  entries: z.array(
    z.object({
      number: z.number(),
      operation: z.string(),
      effect: z.object({ verb: z.string(), kind: z.string() }).nullable(),
    }),
  ),
  last: z.number(),
});

/** What the vendors of a sandbox really hold. */
export type SandboxState = z.infer<typeof stateSchema>;

/** Where a situation of the sample MSP occurs. */
export type SampleBranch = SandboxState['sample']['branches'][number];

/** Where a case of matching occurs; the right organization is the first of several. */
export type MatchingCase = SandboxState['sample']['matching'][number];

/** One request as the sandbox saw it, with what it changed. */
export type LoggedCall = z.infer<typeof logSchema>['entries'][number];

/** `GET /state` of a sandbox's control interface. */
export async function readState(control: string): Promise<SandboxState> {
  return stateSchema.parse(await read(`${control}/state`));
}

/** `GET /log?after=N`. */
export async function readLog(control: string, after = 0): Promise<z.infer<typeof logSchema>> {
  return logSchema.parse(await read(`${control}/log?after=${after}`));
}

/**
 * `POST /change`: something happens at a vendor behind Sitesync's back.
 * @returns the id of what it was done to.
 */
export async function changeSandbox(
  control: string,
  body: { do: string } & Record<string, unknown>,
): Promise<string> {
  const answer = await fetch(`${control}/change`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${body.do}: ${await answer.text()}`);
  return String(z.object({ id: z.union([z.string(), z.number()]) }).parse(await answer.json()).id);
}

async function read(url: string): Promise<unknown> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${url}.`);
  return answer.json();
}
