import { LaunchError } from '../launch-error.ts';
import { changeSandbox, readState } from './sandbox-control.ts';

/** A client that Datto RMM has and IT Glue has not. */
export interface NewClient {
  readonly siteUid: string;
  readonly siteName: string;
  /** Another client's organization, of nearly its name. */
  readonly lookAlike: { readonly id: string; readonly name: string };
  /** The host name of a device that configurations of other organizations have as well. */
  readonly sharedName: string;
}

const lookAlikeName = 'Kingfisher Dental Clinic';
const manufacturer = 'Dell Inc.';

/** Hardware as audits tell it; each with a serial and an adapter of its own. */
const computers = [
  { name: 'KVC-RECEPTION', category: 'Desktop', model: 'OptiPlex 7010', system: 'Windows 11 Pro' },
  { name: 'KVC-SURGERY-1', category: 'Desktop', model: 'OptiPlex 7010', system: 'Windows 11 Pro' },
  { name: 'KVC-SURGERY-2', category: 'Desktop', model: 'OptiPlex 7010', system: 'Windows 11 Pro' },
  { name: 'KVC-VET-LT', category: 'Laptop', model: 'Latitude 5440', system: 'Windows 11 Pro' },
  { name: 'KVC-SRV', category: 'Server', model: 'PowerEdge T350', system: 'Windows Server 2022' },
] as const;

/** Behind Sitesync's back, devices are enrolled at a new site; IT Glue has only a look-alike. */
export async function enrolNewClient(control: string, siteName: string): Promise<NewClient> {
  const { dattoRmm, itglue } = await readState(control);
  const siteUid = dattoRmm.sites.find(({ name }) => name === siteName)?.uid;
  const sharedName = itglue.configurations[0]?.name;
  if (siteUid === undefined || sharedName === undefined) {
    throw new LaunchError(`The sandbox has no site “${siteName}”, or no configuration.`);
  }
  const reused = { ...computers[0], name: sharedName };
  for (const [index, { name, category, model, system }] of [...computers, reused].entries()) {
    await changeSandbox(control, {
      do: 'datto.addDevice',
      siteUid,
      hostname: name,
      category,
      operatingSystem: `Microsoft ${system}`,
      intIpAddress: `10.20.30.${11 + index}`,
      hardware: {
        serial: `7KVC${31 + index}X`,
        manufacturer,
        model,
        nics: [{ macAddress: `B0:7B:25:4E:19:${61 + index}`, ipv4: `10.20.30.${11 + index}` }],
      },
    });
  }
  const id = await changeSandbox(control, { do: 'itglue.createOrganization', name: lookAlikeName });
  return { siteUid, siteName, lookAlike: { id, name: lookAlikeName }, sharedName };
}
