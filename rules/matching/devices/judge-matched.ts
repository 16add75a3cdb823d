import { deviceLabel, deviceNameKey } from './device-names.ts';
import type { DeviceMatch, DeviceNote, DeviceVerdict } from './device-types.ts';
import { differingSerials, pointersOf } from './evidence.ts';
import type { IdentifiedConfiguration, IdentifiedDevice } from './identifier-index.ts';
import { manufacturersDiffer } from './manufacturers.ts';
import { organizationOf } from './matching-context.ts';
import type { MatchingContext } from './matching-context.ts';
import { organizationText, placed, pointsToSentence, quoted } from './sentences.ts';

/** Notes with which nothing is written by a match until a person has looked at it. */
const unsound = new Set<DeviceNote['code']>([
  'gone',
  'elsewhere',
  'contradicted',
  'organization-unmatched',
]);

/**
 * What has become of a match. It stays, whatever happened: identity is the pair of ids, and only a
 * person takes it apart. A person's match is not held against the facts at all.
 */
export function judgeMatched(
  context: MatchingContext,
  one: IdentifiedDevice,
  match: DeviceMatch,
): DeviceVerdict {
  const target = context.index.configurations.get(match.configurationId);
  const notes = [
    ...movedNotes(one, match),
    ...(target === undefined
      ? [goneNote(match)]
      : [
          ...placeNotes(context, one, target),
          ...contradictionNotes(context, one, target, match),
          ...configurationNotes(one, target, match),
        ]),
  ];
  return {
    deviceUid: one.device.uid,
    state: 'matched',
    configurationId: match.configurationId,
    origin: match.origin,
    sound: notes.every(({ code }) => !unsound.has(code)),
    suggestions: [],
    conflicts: [],
    notes,
  };
}

function movedNotes({ device }: IdentifiedDevice, match: DeviceMatch): DeviceNote[] {
  const sourceIsOther = match.sourceId !== undefined && match.sourceId !== device.sourceId;
  const siteIsOther = match.siteUid !== undefined && match.siteUid !== device.siteUid;
  if (!sourceIsOther && !siteIsOther) return [];
  const where = sourceIsOther ? 'another source organization' : 'another site';
  return [
    { code: 'moved', sentence: `Device ${quoted(deviceLabel(device))} was moved to ${where}.` },
  ];
}

function goneNote({ configurationId, configurationName }: DeviceMatch): DeviceNote {
  return {
    code: 'gone',
    sentence: `Configuration ${quoted(configurationName ?? configurationId)} was not in IT Glue any more when that was last read whole. Revert the match, or match the device to another.`,
  };
}

function placeNotes(
  context: MatchingContext,
  { device }: IdentifiedDevice,
  { configuration }: IdentifiedConfiguration,
): DeviceNote[] {
  const organizationId = organizationOf(context, device);
  if (organizationId === undefined) {
    return [
      {
        code: 'organization-unmatched',
        sentence:
          'Its source organization is matched to no organization of IT Glue. Nothing is written to its configuration until it is.',
      },
    ];
  }
  if (organizationId === configuration.organizationId) return [];
  return [
    {
      code: 'elsewhere',
      sentence: `It belongs to organization ${organizationText(context, organizationId)} and is matched to ${placed(context, configuration, organizationId)}. Nothing is written to it until a person changes the match.`,
    },
  ];
}

function contradictionNotes(
  context: MatchingContext,
  one: IdentifiedDevice,
  target: IdentifiedConfiguration,
  match: DeviceMatch,
): DeviceNote[] {
  if (match.origin !== 'rule') return [];
  const { organizationId } = target.configuration;
  const sentences = pointersOf(context, one)
    .filter(({ role, contested }) => role === 'strong' && !contested)
    .filter(({ identifier }) => !target.identifiers.has(identifier.id))
    .map((pointer) => pointsToSentence(context, pointer, organizationId));
  const serials = differingSerials(one, target);
  if (serials !== undefined) {
    sentences.push(
      `The serials differ by now: ${serials.device} here, ${serials.configuration} in IT Glue.`,
    );
  }
  if (manufacturersDiffer(one.device.manufacturer, target.configuration.manufacturer)) {
    sentences.push('The manufacturers differ by now.');
  }
  return sentences.map((sentence) => ({ code: 'contradicted', sentence }));
}

function configurationNotes(
  { device }: IdentifiedDevice,
  { configuration }: IdentifiedConfiguration,
  match: DeviceMatch,
): DeviceNote[] {
  const notes: DeviceNote[] = [];
  if (configuration.archived) {
    notes.push({
      code: 'archived',
      sentence: `Configuration ${quoted(configuration.name)} is archived: nothing is written to it.`,
    });
  }
  const renamed = [
    ['The device', match.deviceName, deviceLabel(device)],
    ['The configuration', match.configurationName, configuration.name],
  ] as const;
  for (const [what, before, now] of renamed) {
    if (before === undefined || deviceNameKey(before) === deviceNameKey(now)) continue;
    notes.push({
      code: 'renamed',
      sentence: `${what} was ${quoted(before)} when it was matched and is ${quoted(now)} now.`,
    });
  }
  return notes;
}
