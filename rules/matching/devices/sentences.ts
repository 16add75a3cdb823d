import type { Identifier } from './device-identifiers.ts';
import type { Configuration } from './device-types.ts';
import type { Pointer } from './evidence.ts';
import type { IdentifiedConfiguration, IdentifiedDevice } from './identifier-index.ts';
import type { MatchingContext } from './matching-context.ts';

/** How many records a sentence names before it counts. */
const named = 3;

/** "Its serial 7XK2Q93 is on configuration “RECEPTION”, and on 2 other devices." */
export function pointsToSentence(
  context: MatchingContext,
  { identifier, role, contested, targets }: Pointer,
  organizationId: string,
): string {
  const where = targets
    .slice(0, named)
    .map(({ configuration }) => placed(context, configuration, organizationId));
  const rest = targets.length - where.length;
  const all = listed(rest > 0 ? [...where, `${rest} more`] : where);
  const also = contested || role === 'shared' ? ', and is on other devices too' : '';
  return `Its ${identifierText(identifier)} is on ${all}${also}.`;
}

/** A configuration by name, with its organization if that is another. */
export function placed(
  context: MatchingContext,
  configuration: Configuration,
  organizationId: string | undefined,
): string {
  const of =
    configuration.organizationId === organizationId
      ? ''
      : ` of organization ${organizationText(context, configuration.organizationId)}`;
  const archived = configuration.archived ? 'archived ' : '';
  return `${archived}configuration ${quoted(configuration.name)}${of}`;
}

/** "serial 7XK2Q93", "primary MAC address 18:5E:0F:2A:3B:4C". */
export function identifierText({ kind, primary, text }: Identifier): string {
  if (kind === 'serial') return `serial ${text}`;
  return `${primary ? 'primary ' : ''}MAC address ${text}`;
}

/** Why a configuration is the device’s, in words that operators read: "same serial 7XK2Q93". */
export function agreementReason(identifier: Identifier, target: IdentifiedConfiguration): string {
  const same = `same ${agreementText(identifier, target)}`;
  return identifier.because === null
    ? same
    : `${same} (${identifier.because}: it supports and does not decide)`;
}

/** The first trusted identifier that both have: "serial 7XK2Q93". */
export function agreementOf(
  { identifiers }: IdentifiedDevice,
  target: IdentifiedConfiguration,
): string {
  const agreeing = identifiers.filter(({ id }) => target.identifiers.has(id));
  const telling = agreeing.find(({ trust }) => trust !== 'weak') ?? agreeing[0];
  return telling === undefined ? 'evidence' : agreementText(telling, target);
}

/** Of MAC addresses the primary one is named so if it is that on both sides. */
function agreementText(identifier: Identifier, target: IdentifiedConfiguration): string {
  const primary = identifier.primary && target.identifiers.get(identifier.id)?.primary === true;
  return identifierText({ ...identifier, primary });
}

export function organizationText({ input }: MatchingContext, organizationId: string): string {
  return quoted(input.organizationNames?.get(organizationId) ?? organizationId);
}

export function quoted(text: string): string {
  return `“${text}”`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
