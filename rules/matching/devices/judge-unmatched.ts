import { candidateFor, reasonsFor } from './candidates.ts';
import type { DeviceVerdict } from './device-types.ts';
import { pointersOf, supportFor } from './evidence.ts';
import type { Pointer } from './evidence.ts';
import type { IdentifiedConfiguration, IdentifiedDevice } from './identifier-index.ts';
import { judgeTarget } from './judge-target.ts';
import { isNoMatch, organizationOf } from './matching-context.ts';
import type { MatchingContext } from './matching-context.ts';
import { agreementOf, placed, pointsToSentence } from './sentences.ts';
import { suggestByName, suggestByWeakAddress } from './suggest.ts';
import { conflict, plain, suggested } from './verdicts.ts';

/** No identifier is followed to more configurations than these: more than one is a conflict already. */
const followed = 6;

/** What matching makes of a device that has no match (spec 4.3). */
export function judgeUnmatched(context: MatchingContext, one: IdentifiedDevice): DeviceVerdict {
  const { device } = one;
  const organizationId = organizationOf(context, device);
  if (organizationId === undefined) return plain(one, { state: 'in-no-matched-organization' });
  const pointers = pointersOf(context, one);
  const strong = targetsOf(pointers.filter(({ role }) => role === 'strong'));
  const open = strong.filter(({ configuration }) => !isNoMatch(context, device, configuration));
  const inside = open.filter(
    ({ configuration }) => configuration.organizationId === organizationId,
  );
  if (open.length > 0 && inside.length === 0) return elsewhere(context, one, open);
  const [target] = inside;
  if (target === undefined) return byWeakEvidence(context, one, organizationId, pointers);
  if (open.length > 1) return pointingApart(context, one, organizationId, pointers, inside);
  return judgeTarget({ context, one, organizationId, pointers, target, strong });
}

function pointingApart(
  context: MatchingContext,
  one: IdentifiedDevice,
  organizationId: string,
  pointers: readonly Pointer[],
  inside: readonly IdentifiedConfiguration[],
): DeviceVerdict {
  const sentences = pointers
    .filter(({ role }) => role === 'strong')
    .map((pointer) => pointsToSentence(context, pointer, organizationId));
  const free = inside.filter(({ configuration }) => !context.matchTo.has(configuration.id));
  const candidates = free.map((target) =>
    candidateFor(target.configuration, {
      score: supportFor(context, one, target).rule === undefined ? 0.6 : 0.8,
      reasons: reasonsFor(one, target),
      flags: ['other identifiers point to another configuration'],
    }),
  );
  return conflict(one, sentences, candidates);
}

function elsewhere(
  context: MatchingContext,
  one: IdentifiedDevice,
  open: readonly IdentifiedConfiguration[],
): DeviceVerdict {
  const sentences = open.map(
    (target) =>
      `Its ${agreementOf(one, target)} is that of ${placed(context, target.configuration, undefined)}: a match across organizations is never made by itself.`,
  );
  return {
    ...plain(one, {
      state: 'elsewhere',
      configurationIds: open.map(({ configuration }) => configuration.id),
    }),
    notes: sentences.map((sentence) => ({ code: 'elsewhere', sentence })),
  };
}

function byWeakEvidence(
  context: MatchingContext,
  one: IdentifiedDevice,
  organizationId: string,
  pointers: readonly Pointer[],
): DeviceVerdict {
  const named = suggestByName(context, one, organizationId);
  const known = new Set(named.candidates.map(({ id }) => id));
  const weak = suggestByWeakAddress(context, one, organizationId, pointers);
  const candidates = [...named.candidates, ...weak.filter(({ id }) => !known.has(id))];
  if (candidates.length > 0) return suggested(one, named.conflicts, candidates);
  return named.conflicts.length > 0
    ? conflict(one, named.conflicts, [])
    : plain(one, { state: 'none' });
}

function targetsOf(pointers: readonly Pointer[]): IdentifiedConfiguration[] {
  return [...new Set(pointers.flatMap(({ targets }) => targets.slice(0, followed)))];
}
