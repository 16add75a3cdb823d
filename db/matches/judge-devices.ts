import { deviceLabel } from '../../rules/matching/devices/device-names.ts';
import type { DeviceMatch, SourceDevice } from '../../rules/matching/devices/device-types.ts';
import { matchDevices } from '../../rules/matching/devices/match-devices.ts';
import { macKey, macText } from '../../rules/matching/identifiers/mac.ts';
import { matchSubject } from '../actions/subject.ts';
import type { MatchDetails } from '../schema/index.ts';
import { matchedAs, nothingFound, withNewMatch, type JudgedMatch } from './judged-match.ts';
import type { MatchedDevice, MatchInput } from './load-match-input.ts';
import type { RecordedMatches } from './recorded-matches.ts';

/**
 * What a run makes of every device, inside the organizations that their own are matched to.
 *
 * @param organizationMatches source organization to organization: the matches that hold.
 */
export function judgeDevices(
  input: MatchInput,
  organizationMatches: ReadonlyMap<string, string>,
): JudgedMatch[] {
  const { recorded, configurations } = input;
  const { verdicts } = matchDevices({
    devices: input.devices.map(({ device }) => device),
    configurations,
    organizationMatches,
    organizationNames: new Map(input.organizations.map(({ id, name }) => [id, name])),
    ...decisionsOf(recorded),
  });
  const names = new Map(configurations.map(({ id, name }) => [id, name]));
  const byUid = new Map(verdicts.map((verdict) => [verdict.deviceUid, verdict]));
  return input.devices.map((one) => {
    const verdict = byUid.get(one.device.uid);
    if (!verdict) return deviceSeen(one);
    const { suggestions, conflicts, notes } = verdict;
    const judged = { ...deviceSeen(one), verdict: { suggestions, conflicts, notes } };
    if (!('configurationId' in verdict)) return judged;
    const { configurationId: destinationId } = verdict;
    const destinationName = names.get(destinationId) ?? null;
    if (verdict.state === 'matched') return { ...judged, destinationName };
    const { reasons } = verdict;
    return withNewMatch(judged, recorded, { destinationId, destinationName, reasons });
  });
}

/** A device of which nothing is judged. */
export function deviceSeen({ device, lastSeenOn }: MatchedDevice): JudgedMatch {
  return {
    kind: 'device',
    sourceId: device.uid,
    name: deviceLabel(device),
    organizationSourceId: device.sourceId ?? device.siteUid,
    siteUid: device.siteUid,
    details: detailsOf(device, lastSeenOn),
    verdict: nothingFound,
    destinationName: null,
    newMatch: null,
  };
}

/** What people and earlier runs decided of devices, as the rules take it. */
function decisionsOf({ rows, apart }: RecordedMatches) {
  const matches: DeviceMatch[] = [];
  const ignored = new Set<string>();
  const notMatches = new Map<string, ReadonlySet<string>>();
  for (const row of rows.values()) {
    if (row.kind !== 'device') continue;
    const pairs = apart.get(matchSubject('device', row.sourceId));
    if (pairs) notMatches.set(row.sourceId, pairs);
    if (row.state === 'ignored') ignored.add(row.sourceId);
    const then = matchedAs(row);
    if (!then || row.destinationId === null) continue;
    matches.push({
      deviceUid: row.sourceId,
      configurationId: row.destinationId,
      origin: row.origin ?? 'person',
      siteUid: then.siteUid,
      sourceId: then.organizationSourceId,
      deviceName: then.name,
      configurationName: then.destinationName,
    });
  }
  return { matches, ignored, notMatches };
}

function detailsOf(device: SourceDevice, lastSeenOn: string | null): MatchDetails {
  const { deviceClass, hostname, serial, manufacturer, model, interfaces } = device;
  const primaryFirst = interfaces.toSorted(
    (a, b) => Number(b.primary === true) - Number(a.primary === true),
  );
  const keys = primaryFirst.flatMap(({ mac }) => macKey(mac) ?? []);
  return {
    deviceClass,
    ...(hostname === null ? {} : { hostname }),
    ...(serial === null ? {} : { serial }),
    macs: [...new Set(keys)].map(macText),
    ...(manufacturer === null ? {} : { manufacturer }),
    ...(model === null ? {} : { model }),
    ...(lastSeenOn === null ? {} : { lastSeenOn }),
  };
}
