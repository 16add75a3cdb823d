import type { MatchingContext } from './matching-context.ts';
import type {
  OrganizationMatch,
  OrganizationNote,
  OrganizationVerdict,
} from './organization-types.ts';

/**
 * What has become of a match. It stays, whatever was renamed: identity is the pair of ids. It is
 * broken when its organization is gone, and is not matched anew without a person.
 */
export function judgeMatched(
  context: MatchingContext,
  match: OrganizationMatch,
): OrganizationVerdict {
  const { sourceId, destinationId } = match;
  const bare = { sourceId, destinationId, suggestions: [], conflicts: [] };
  const organization = context.organizations.get(destinationId);
  if (organization === undefined) {
    const sentence = `Organization “${match.destinationName}” was not in IT Glue any more when that was last read whole. Change the match or revert it.`;
    return { ...bare, state: 'broken', notes: [{ code: 'gone', sentence }] };
  }
  const notes: OrganizationNote[] = [];
  if (organization.archived) {
    const sentence = `Organization “${organization.name}” is archived.`;
    notes.push({ code: 'archived', sentence });
  }
  const sourceName = context.sources.get(sourceId)?.name ?? match.sourceName;
  notes.push(
    ...renamedNotes('The source organization', match.sourceName, sourceName),
    ...renamedNotes('The organization in IT Glue', match.destinationName, organization.name),
  );
  return { ...bare, state: 'matched', notes };
}

function renamedNotes(what: string, before: string, now: string): OrganizationNote[] {
  if (before.trim() === now.trim()) return [];
  const sentence = `${what} was “${before}” when it was matched and is “${now}” now: name changed.`;
  return [{ code: 'renamed', sentence }];
}
