import type { DeviceCandidate, DeviceVerdict } from './device-types.ts';
import type { IdentifiedDevice } from './identifier-index.ts';

interface Bare {
  deviceUid: string;
  suggestions: [];
  conflicts: [];
  notes: [];
}

/** A verdict that says nothing more than its state. */
export function plain<State extends object>(one: IdentifiedDevice, state: State): Bare & State {
  return { deviceUid: one.device.uid, suggestions: [], conflicts: [], notes: [], ...state };
}

/** It takes a person; the suggestions may be accepted. */
export function conflict(
  one: IdentifiedDevice,
  conflicts: string[],
  suggestions: DeviceCandidate[],
): DeviceVerdict {
  return { ...plain(one, { state: 'conflict' as const }), conflicts, suggestions };
}

/** `doubts` say what kept a rule from matching. */
export function suggested(
  one: IdentifiedDevice,
  doubts: string[],
  suggestions: DeviceCandidate[],
): DeviceVerdict {
  return { ...plain(one, { state: 'suggested' as const }), conflicts: doubts, suggestions };
}
