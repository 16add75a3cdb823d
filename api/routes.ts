import type { Context } from 'hono';
import type { ApiDependencies } from './app.ts';
import { deleteConnection } from './routes/delete-connection.ts';
import { deleteToken } from './routes/delete-token.ts';
import { getAudit } from './routes/get-audit.ts';
import { getAuditVerify } from './routes/get-audit-verify.ts';
import { getCompanies } from './routes/get-companies.ts';
import { getConnections } from './routes/get-connections.ts';
import { getDevice } from './routes/get-device.ts';
import { getDevices } from './routes/get-devices.ts';
import { getEvent } from './routes/get-event.ts';
import { getEvents } from './routes/get-events.ts';
import { getHealth } from './routes/get-health.ts';
import { getHolds } from './routes/get-holds.ts';
import { getItglueConfigurations } from './routes/get-itglue-configurations.ts';
import { getItglueOrganizations } from './routes/get-itglue-organizations.ts';
import { getMapping } from './routes/get-mapping.ts';
import { getMatchDecision } from './routes/get-match-decision.ts';
import { getNotices } from './routes/get-notices.ts';
import { getOrganization } from './routes/get-organization.ts';
import { getOrganizationDevices } from './routes/get-organization-devices.ts';
import { getOrganizations } from './routes/get-organizations.ts';
import { getPlan } from './routes/get-plan.ts';
import { getRun } from './routes/get-run.ts';
import { getRunRequest } from './routes/get-run-request.ts';
import { getRuns } from './routes/get-runs.ts';
import { getSettings } from './routes/get-settings.ts';
import { getSites } from './routes/get-sites.ts';
import { getTokens } from './routes/get-tokens.ts';
import { getWhoami } from './routes/get-whoami.ts';
import { getWrites } from './routes/get-writes.ts';
import { postEventIgnore } from './routes/post-event-ignore.ts';
import { postEventResolve } from './routes/post-event-resolve.ts';
import { postFreeze } from './routes/post-freeze.ts';
import { postHold } from './routes/post-hold.ts';
import { postMappingCancel } from './routes/post-mapping-cancel.ts';
import { postMappingConfirm } from './routes/post-mapping-confirm.ts';
import { postMappings } from './routes/post-mappings.ts';
import { postMatchDecisionCancel } from './routes/post-match-decision-cancel.ts';
import { postMatchDecisions } from './routes/post-match-decisions.ts';
import { postPause } from './routes/post-pause.ts';
import { postResume } from './routes/post-resume.ts';
import { postRuns } from './routes/post-runs.ts';
import { postSignInDattoRmm } from './routes/post-sign-in-datto-rmm.ts';
import { postSignOut } from './routes/post-sign-out.ts';
import { postTokens } from './routes/post-tokens.ts';
import { postUnfreeze } from './routes/post-unfreeze.ts';
import { postWrite } from './routes/post-write.ts';
import { putConnectionDattoRmm } from './routes/put-connection-datto-rmm.ts';
import { putConnectionGravityzone } from './routes/put-connection-gravityzone.ts';
import { putConnectionItglue } from './routes/put-connection-itglue.ts';
import { putSettings } from './routes/put-settings.ts';
import { createShowMapping } from './shown-mapping.ts';
import type { Auth } from './sign-in/auth.ts';

export interface RouteDependencies extends ApiDependencies {
  auth: Auth;
  addressOf: (c: Context) => string;
}

/** Every route, in the order of the reference. */
export function routesOf(deps: RouteDependencies) {
  const { db, keyring, checks, auth } = deps;
  const showMapping = createShowMapping(deps);
  return [
    getHealth(db),
    postSignInDattoRmm(auth, deps.addressOf),
    postSignOut(auth),
    getWhoami(db),
    getConnections(db),
    putConnectionDattoRmm(db, keyring, checks),
    putConnectionGravityzone(db, keyring, checks),
    putConnectionItglue(db, keyring, checks),
    deleteConnection(db),
    getSites(db),
    getCompanies(db),
    getSettings(db),
    putSettings(db, keyring),
    postMappings(db, showMapping),
    getMapping(showMapping),
    postMappingConfirm(db, showMapping),
    postMappingCancel(db, showMapping),
    getEvents(db, deps.workflowUrl),
    getEvent(db, deps.workflowUrl),
    postEventResolve(db),
    postEventIgnore(db),
    getOrganizations(db, deps.workflowUrl),
    getOrganization(db, deps.workflowUrl),
    getOrganizationDevices(db, deps.workflowUrl),
    getDevices(db, deps.workflowUrl),
    getDevice(db, deps.workflowUrl),
    getItglueOrganizations(db),
    getItglueConfigurations(db),
    postMatchDecisions(db),
    getMatchDecision(db, deps.workflowUrl),
    postMatchDecisionCancel(db),
    postRuns(db),
    getRunRequest(db),
    getRuns(db),
    getRun(db, deps.workflowUrl),
    getPlan(db),
    getHolds(db),
    postHold(db),
    getWrites(db),
    postWrite(db),
    getNotices(db),
    postPause(db),
    postResume(db),
    postFreeze(db),
    postUnfreeze(db),
    getAudit(db),
    getAuditVerify(db),
    getTokens(db),
    postTokens(db),
    deleteToken(db),
  ] as const;
}
