import { judgeByRule } from './judge-by-rule.ts';
import { judgeMatched } from './judge-matched.ts';
import { matchingContext, type MatchingContext } from './matching-context.ts';
import type {
  OrganizationMatchingInput,
  OrganizationVerdict,
  Source,
} from './organization-types.ts';
import { suggest } from './suggest.ts';

/**
 * What is made of every source organization (spec 4.2), in the sources' order. A person's decision
 * comes first, then a match that stands, then the rule; the rest is suggested.
 */
export function matchOrganizations(input: OrganizationMatchingInput): OrganizationVerdict[] {
  const context = matchingContext(input);
  return input.sources.map((source) => judge(context, source));
}

function judge(context: MatchingContext, source: Source): OrganizationVerdict {
  const match = context.matches.get(source.id);
  if (match !== undefined) return judgeMatched(context, match);
  const bare = { sourceId: source.id, suggestions: [], conflicts: [], notes: [] };
  if (context.ignored.has(source.id)) return { ...bare, state: 'ignored' };
  const rule = judgeByRule(context, source);
  if (rule.destinationId !== null) return { ...bare, state: 'matched-by-rule', ...rule };
  const suggestions = suggest(context, source);
  const state = suggestions.length > 0 ? 'suggested' : 'none';
  return { ...bare, state, suggestions, conflicts: rule.conflicts };
}
