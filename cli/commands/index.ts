import type { AddCommand } from './command.ts';
import { addAudit } from './audit.ts';
import { addCompanies } from './companies.ts';
import { addConnect } from './connect.ts';
import { addConnections } from './connections.ts';
import { addDevices } from './devices.ts';
import { addDisconnect } from './disconnect.ts';
import { addEvents } from './events.ts';
import { addHolds } from './holds.ts';
import { addLogin } from './login.ts';
import { addLogout } from './logout.ts';
import { addMap } from './map.ts';
import { addMatch } from './match.ts';
import { addMatchNames } from './match-names.ts';
import { addNotices } from './notices.ts';
import { addOrganizations } from './organizations.ts';
import { addPlan } from './plan.ts';
import { addRepair } from './repair.ts';
import { addResolve } from './resolve.ts';
import { addRuns } from './runs.ts';
import { addSettings } from './settings.ts';
import { addSites } from './sites.ts';
import { addStops } from './stops.ts';
import { addSync } from './sync.ts';
import { addTokens } from './tokens.ts';
import { addWhoami } from './whoami.ts';
import { addWrites } from './writes.ts';

/** Every command, in the order and under the headings of the help. */
export const commandGroups: Readonly<Record<string, readonly AddCommand[]>> = {
  'Signing in:': [addLogin, addLogout, addWhoami],
  'Connections:': [addConnect, addDisconnect, addConnections],
  'Inventory and mapping:': [addSites, addCompanies, addMap, addRepair],
  'Matching:': [addOrganizations, addDevices, addMatch, addMatchNames],
  'Events:': [addEvents, addResolve],
  'Runs:': [addSettings, addPlan, addSync, addRuns, addHolds],
  'When something is stuck, or must stop:': [addNotices, addWrites, addStops],
  'Record and access:': [addAudit, addTokens],
};
