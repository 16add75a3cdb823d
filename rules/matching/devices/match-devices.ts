import type { DeviceMatching, DeviceMatchingInput, DeviceVerdict } from './device-types.ts';
import { compared } from './identifier-index.ts';
import type { IdentifiedDevice } from './identifier-index.ts';
import { judgeMatched } from './judge-matched.ts';
import { judgeUnmatched } from './judge-unmatched.ts';
import { matchingContext } from './matching-context.ts';
import type { MatchingContext } from './matching-context.ts';

/**
 * Matches the devices of an account to configurations (spec 4.3): automatically by a primary MAC
 * address and a serial, a primary MAC address, any MAC address or a serial, if each is seen once on
 * both sides of the whole account and nothing contradicts; else suggestions, or what is in the way.
 * The order of what is given changes nothing. A match that stands is kept, and judged anew.
 */
export function matchDevices(input: DeviceMatchingInput): DeviceMatching {
  const context = matchingContext(input);
  return {
    verdicts: context.index.devices.map((one) => judged(context, one)),
    withoutDevice: input.matches
      .filter(({ deviceUid }) => !context.devices.has(deviceUid))
      .toSorted((a, b) => compared(a.deviceUid, b.deviceUid)),
  };
}

function judged(context: MatchingContext, one: IdentifiedDevice): DeviceVerdict {
  const { uid } = one.device;
  const match = context.matchOf.get(uid);
  if (match !== undefined) return judgeMatched(context, one, match);
  if (context.input.ignored.has(uid)) {
    return { deviceUid: uid, state: 'ignored', suggestions: [], conflicts: [], notes: [] };
  }
  return judgeUnmatched(context, one);
}
