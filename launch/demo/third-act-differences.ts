import { filledIn } from './counts.ts';
import type { ListedMatch } from './decide-matches.ts';
import { isElsewhere, matchCounts } from './match-counts.ts';
import type { LoggedCall } from './sandbox-control.ts';
import type { Story } from './story.ts';

type Configuration = Story['state']['itglue']['configurations'][number];

const ownMarker = /^Sitesync /;

/** What is not as the third act should leave it, by the sandbox's own account; each a sentence. */
export function thirdActDifferences(story: Story): string[] {
  return [
    ...decisionDifferences(story),
    ...matchDifferences(story),
    ...organizationDifferences(story),
    ...configurationDifferences(story),
    ...creationDifferences(story),
    ...fieldDifferences(story),
    ...elsewhereDifferences(story),
  ];
}

/** All was carried out but what may be a double: that was refused, and said so. */
function decisionDifferences({ thirdAct, runs }: Story): string[] {
  const { newClient, refusedCreation, decided, bulk, matched, filled } = thirdAct;
  const [leftOut, ...others] = bulk.filter(({ state }) => state !== 'done');
  const notDone = [...decided.filter(({ state }) => state !== 'done'), ...others];
  const isShown = refusedCreation.lookAlikes.some(({ id }) => id === newClient.lookAlike.id);
  const wasRefused = refusedCreation.refusal?.code === 'may-be-double' && isShown;
  return [
    ...[runs.connected, matched, filled]
      .filter(({ status }) => status !== 'ok')
      .map(({ status }) => `A run that read IT Glue ended as ${status}.`),
    ...(wasRefused ? [] : [`Creating “${newClient.siteName}” was not refused for its look-alike.`]),
    ...notDone.map(
      ({ match, choice, outcome }) => `“${match.name}”: ${choice.do} was not done: ${outcome}`,
    ),
    ...(leftOut?.state === 'refused' && leftOut.match.name === newClient.sharedName
      ? []
      : [`“${newClient.sharedName}”, a name of other organizations too, was not left out.`]),
  ];
}

/** What is matched belongs together, and rules found something to match. */
function matchDifferences({ organizations, devices, state }: Story): string[] {
  const { matching } = state.sample;
  const rightOrganization = ({ sourceId, destination }: ListedMatch) =>
    matching.some(
      ({ siteUid, organizationIds: [right], deviceUids }) =>
        siteUid === sourceId && deviceUids.length === 0 && right === destination?.id,
    );
  const rightConfiguration = ({ sourceId, destination }: ListedMatch) =>
    matching.some(
      ({ deviceUids, configurationIds }) =>
        deviceUids.includes(sourceId) && configurationIds.includes(destination?.id ?? ''),
    );
  return [
    ...wrongOrNone('organization', organizations, rightOrganization),
    ...wrongOrNone('device', devices, rightConfiguration),
  ];
}

function wrongOrNone(
  what: string,
  matches: readonly ListedMatch[],
  isRight: (match: ListedMatch) => boolean,
): string[] {
  // What was created is in no sample.
  const found = matches.filter(({ state, origin }) => state === 'matched' && origin !== 'created');
  if (!found.some(({ origin }) => origin === 'rule')) return [`No ${what} was matched by rule.`];
  return found
    .filter((match) => !isRight(match))
    .map(
      ({ name, destination }) => `The ${what} “${name}” is wrongly “${destination?.name ?? ''}”.`,
    );
}

/** The new client has one organization, which did not come about twice. */
function organizationDifferences({ organizations, state, thirdAct }: Story): string[] {
  const { siteUid, siteName } = thirdAct.newClient;
  const match = organizations.find(({ sourceId }) => sourceId === siteUid);
  const there = state.itglue.organizations.filter(({ name }) => name === siteName);
  const [only] = there;
  return there.length === 1 && match?.origin === 'created' && match.destination?.id === only?.id
    ? []
    : [`IT Glue has ${there.length} organizations “${siteName}”, or it is not matched to it.`];
}

/** Matched and created configurations are in the organization of their device, and nowhere else. */
function configurationDifferences({ devices, state }: Story): string[] {
  const { configurations } = state.itglue;
  const matched = devices.filter((device) => device.state === 'matched');
  const misplaced = matched.filter(({ destination, organization }) => {
    const there = configurations.find(({ id }) => id === destination?.id);
    return there === undefined || there.organizationId !== organization?.destinationId;
  });
  const ours = configurations.filter(({ installedBy }) => ownMarker.test(installedBy ?? ''));
  const created = matched.filter(({ origin }) => origin === 'created');
  const isOf = ({ sourceId, destination }: ListedMatch, { id, installedBy }: Configuration) =>
    installedBy === `Sitesync ${sourceId}` && id === destination?.id;
  const strays = ours.filter((one) => !created.some((device) => isOf(device, one)));
  return [
    ...misplaced.map(({ name }) => `The configuration of “${name}” is not in its organization.`),
    ...strays.map(({ name }) => `Configuration “${name}” was created, and matched to no device.`),
    ...created
      .filter((device) => ours.filter((one) => isOf(device, one)).length !== 1)
      .map(({ name }) => `“${name}” has not exactly one configuration of ours.`),
  ];
}

/** What was created is what a person asked for, each with one request that took effect. */
function creationDifferences({ organizations, devices, log, thirdAct }: Story): string[] {
  const everywhere = Object.values(log).flat();
  const asked = (kind: ListedMatch['kind']) =>
    [...thirdAct.decided, ...thirdAct.bulk].filter(
      ({ match, choice, state }) =>
        match.kind === kind && choice.do === 'create' && state === 'done',
    ).length;
  const byRun = (['organization', 'configuration'] as const).map((kind) =>
    creations(log.connected, kind),
  );
  return [
    ...differing('organizations', [
      asked('organization'),
      matchCounts(organizations).created,
      creations(everywhere, 'organization'),
    ]),
    ...differing('configurations', [
      asked('device'),
      matchCounts(devices).created,
      creations(everywhere, 'configuration'),
    ]),
    ...(byRun.every((count) => count === 0)
      ? []
      : ['A run created something in IT Glue by itself.']),
    ...(log.connected.some(({ effect }) => effect?.kind === 'configuration')
      ? ['The first run of IT Glue wrote there.']
      : []),
  ];
}

/** Runs filled in fields, and nothing else changed a configuration. */
function fieldDifferences(story: Story): string[] {
  const counted = filledIn(story);
  const took = Object.values(story.log)
    .flat()
    .filter(({ effect }) => effect?.kind === 'configuration' && effect.verb !== 'create').length;
  return counted > 0 && counted === took
    ? []
    : [`Runs count ${counted} configurations whose fields they wrote, the sandbox ${took}.`];
}

function creations(calls: readonly LoggedCall[], kind: string): number {
  return calls.filter(({ effect }) => effect?.kind === kind && effect.verb === 'create').length;
}

function differing(what: string, [asked, counted, took]: [number, number, number]): string[] {
  return asked > 0 && asked === counted && counted === took
    ? []
    : [`Of ${asked} ${what} asked for, Sitesync counts ${counted} created, the sandbox ${took}.`];
}

/** A device whose configuration is in another organization says so, and is left to a person. */
function elsewhereDifferences({ devices, state }: Story): string[] {
  const { matching } = state.sample;
  const there = matching.find((one) => one.case === 'otherOrganization');
  const device = devices.find(({ sourceId }) => sourceId === there?.deviceUids[0]);
  return device?.state === 'unmatched' && isElsewhere(device)
    ? []
    : ['A device whose configuration is in another organization is not shown as that.'];
}
