import type { Sandbox } from '../../sandbox/index.ts';
import { control } from './control.ts';

/** What tests look at of IT Glue in the sandbox's true store. */
export interface ItglueState {
  organizations: { id: string; name: string; primary: boolean }[];
  configurations: {
    id: string;
    organizationId: string;
    name: string;
    installedBy: string | null;
    serialNumber: string | null;
    primaryIp: string | null;
    macAddress: string | null;
    archived: boolean;
  }[];
  interfaces: {
    id: string;
    configurationId: string;
    primary: boolean;
    macAddress: string | null;
    ipAddress: string | null;
  }[];
  catalogues: Record<string, { id: string; name: string }[]>;
  models: { id: string; name: string; manufacturerId: string | null }[];
  operatingSystems: { id: string; name: string }[];
  locations: { id: string; name: string; organizationId: string }[];
}

/** IT Glue as it is. */
export async function itglueState(sandbox: Pick<Sandbox, 'control'>): Promise<ItglueState> {
  const state = (await control(sandbox).state()) as unknown as { itglue: ItglueState };
  return state.itglue;
}
