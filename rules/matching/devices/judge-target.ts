import { candidateFor, reasonsFor, rivalFlag } from './candidates.ts';
import type { DeviceVerdict, MatchRule } from './device-types.ts';
import { differingSerials, rivalsFor, supportFor } from './evidence.ts';
import type { Pointer, Support } from './evidence.ts';
import type { IdentifiedConfiguration, IdentifiedDevice } from './identifier-index.ts';
import { manufacturersDiffer } from './manufacturers.ts';
import { labelOf } from './matching-context.ts';
import type { MatchingContext } from './matching-context.ts';
import { agreementOf, placed, pointsToSentence, quoted } from './sentences.ts';
import { sharedIdentifier } from './shared-identifiers.ts';
import { conflict, plain, suggested } from './verdicts.ts';

/** A device and the one configuration that its evidence points to. */
export interface Judged {
  readonly context: MatchingContext;
  readonly one: IdentifiedDevice;
  readonly organizationId: string;
  readonly pointers: readonly Pointer[];
  /** The one configuration that strong evidence points to, in the device's organization. */
  readonly target: IdentifiedConfiguration;
  /** With those that a person said are no match. */
  readonly strong: readonly IdentifiedConfiguration[];
}

/** Whether they are matched, suggested, or left to a person with what contradicts. */
export function judgeTarget(judged: Judged): DeviceVerdict {
  const veto = vetoOf(judged);
  if (veto !== undefined) return conflict(judged.one, [veto], []);
  const { context, one, target } = judged;
  const { configuration } = target;
  const support = supportFor(context, one, target);
  const reasons = reasonsFor(one, target);
  const disputes = disputesOf(judged);
  const doubts = doubtsOf(judged, support);
  if (support.rule !== undefined && disputes.length === 0 && doubts.length === 0) {
    return plain(one, {
      state: 'matched-by-rule',
      configurationId: configuration.id,
      rule: support.rule,
      reasons,
    });
  }
  const candidate = candidateFor(configuration, {
    score: support.rule === undefined ? 0.7 : scores[support.rule],
    reasons,
    flags: flagsOf(judged),
  });
  return disputes.length > 0
    ? conflict(one, [...disputes, ...doubts], [candidate])
    : suggested(one, doubts, [candidate]);
}

const scores: Record<MatchRule, number> = {
  'primary-mac-and-serial': 1,
  'primary-mac': 0.98,
  mac: 0.96,
  serial: 0.95,
};

/** What forbids the match even as a suggestion: a person may still choose it. */
function vetoOf({ context, one, organizationId, target }: Judged): string | undefined {
  const { configuration } = target;
  const which = placed(context, configuration, organizationId);
  const match = context.matchTo.get(configuration.id);
  if (match !== undefined) {
    return `Its ${agreementOf(one, target)} points to ${which}, which is matched with ${quoted(labelOf(context, match))}. Revert or change that match first if this device is the one.`;
  }
  const serials = differingSerials(one, target);
  if (serials === undefined) return undefined;
  return `Its ${agreementOf(one, target)} is that of ${which}, but the serials differ: ${serials.device} here, ${serials.configuration} there.`;
}

/** What points elsewhere, or from elsewhere to the target: it takes a person. */
function disputesOf({ context, one, organizationId, pointers, target }: Judged): string[] {
  const { configuration } = target;
  const disputes: string[] = [];
  const contested = pointers.find((pointer) => pointer.contested);
  const isNewest =
    contested !== undefined && sharedIdentifier(context, contested.identifier.id).newest === one;
  const rivals = rivalsFor(context, one, target);
  if (rivals.length > 0 && !isNewest) {
    disputes.push(
      `${capital(placed(context, configuration, organizationId))} has identifiers of other devices too: it is ${rivalFlag(rivals)}.`,
    );
  }
  if (manufacturersDiffer(one.device.manufacturer, configuration.manufacturer)) {
    disputes.push(
      `The manufacturers differ: ${quoted(one.device.manufacturer ?? '')} here, ${quoted(configuration.manufacturer ?? '')} at ${placed(context, configuration, organizationId)}.`,
    );
  }
  return disputes;
}

/** What keeps a rule from matching, and leaves the target a suggestion. */
function doubtsOf(judged: Judged, support: Support): string[] {
  const { context, organizationId, pointers, target, strong } = judged;
  const doubts = pointers
    .filter((pointer) => pointsPast(pointer, target, support.byMac))
    .map((pointer) => pointsToSentence(context, pointer, organizationId));
  const contested = pointers.find((pointer) => pointer.contested);
  if (contested !== undefined) {
    doubts.push(
      `Its serial ${contested.identifier.text} is on other devices too: a re-imaged machine, or copies.`,
    );
  }
  if (support.virtualOnly) {
    doubts.push(
      'Its serial is a virtual machine’s, which copies repeat: neither its name nor a MAC address agrees.',
    );
  }
  if (target.configuration.archived) {
    doubts.push(`Configuration ${quoted(target.configuration.name)} is archived.`);
  }
  if (strong.length > 1) doubts.push('It also points to a configuration that a person rejected.');
  return doubts;
}

/** A trusted MAC address outweighs a weak one that points elsewhere; a serial alone does not. */
function pointsPast(
  { identifier, role, targets }: Pointer,
  target: IdentifiedConfiguration,
  byMac: boolean,
): boolean {
  switch (role) {
    case 'strong':
      return false;
    case 'shared':
      return targets.some((other) => other !== target);
    case 'weak':
      return !byMac && targets.length > 0 && !target.identifiers.has(identifier.id);
  }
}

function flagsOf({ context, one, target }: Judged): string[] {
  const rivals = rivalsFor(context, one, target);
  return [
    ...(target.configuration.archived ? ['archived'] : []),
    ...(rivals.length > 0 ? [rivalFlag(rivals)] : []),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
