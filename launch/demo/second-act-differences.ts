import { eventTitles } from '../../rules/gravityzone/events/event-types.ts';
import type { DemoEvent } from './second-act.ts';
import type { Story } from './story.ts';

/** What is not as the second act should leave it; each a sentence. */
export function secondActDifferences(story: Story): string[] {
  return [
    ...vendorDifferences(story),
    ...eventDifferences(story),
    ...story.secondAct.decided
      .filter(({ outcome }) => outcome !== 'done')
      .map(({ type, outcome }) => `A decision on “${eventTitles[type]}” ended with: ${outcome}`),
  ];
}

/** What the runs and the person were to bring about at the vendors, by the sandbox's own account. */
function vendorDifferences({ secondAct: { upheaval }, state, sites }: Story): string[] {
  const { companies, rootCompanyId } = state.gravityzone;
  const { moved, deleted, renamed, sourceDeleted, arrived } = upheaval;
  const company = (id: string) => companies.find((one) => one.id === id);
  const associated = (siteName: string) =>
    sites.find(({ name }) => name === siteName)?.association?.companyId;
  const checks: readonly (readonly [boolean, string])[] = [
    [company(moved.companyId)?.parentId === rootCompanyId, `“${moved.companyName}” is not back`],
    [
      associated(deleted.siteName) !== undefined &&
        associated(deleted.siteName) !== deleted.companyId,
      `“${deleted.companyName}” was not created anew`,
    ],
    [
      companies.filter(({ name }) => name === deleted.siteName).length === 1,
      `“${deleted.siteName}” has not exactly one company`,
    ],
    [
      company(renamed.companyId)?.name !== renamed.companyName,
      `“${renamed.companyName}” was renamed back`,
    ],
    [
      company(sourceDeleted.companyId) === undefined,
      `“${sourceDeleted.companyName}” was not deleted`,
    ],
    ...arrived.map(
      (name) => [associated(name) !== undefined, `of site “${name}” was not associated`] as const,
    ),
  ];
  return checks.flatMap(([holds, otherwise]) => (holds ? [] : [`Company ${otherwise}.`]));
}

/** All six came up; a run handled what it may, a person the rest, and what was ignored is back. */
function eventDifferences({ events, secondAct: { decided } }: Story): string[] {
  const missing = Object.entries(eventTitles)
    .filter(([type]) => !events.some((event) => event.type === type))
    .map(([, title]) => `No event “${title}” came up.`);
  const handledBy = (kind: 'run' | 'person', types: readonly DemoEvent['type'][]) =>
    types
      .filter(
        (type) =>
          !events.some(
            (event) =>
              event.type === type && event.state === 'handled' && event.handledBy?.kind === kind,
          ),
      )
      .map((type) => `No event “${eventTitles[type]}” was handled by a ${kind}.`);
  const ignored = decided.find(({ action }) => action === 'ignore');
  const back = events.find(
    ({ type, source }) => type === ignored?.type && source.siteName === ignored.siteName,
  );
  return [
    ...missing,
    ...handledBy('run', [
      'destination-moved',
      'destination-deleted',
      'association-missing',
      'prefix-association-missing',
    ]),
    ...handledBy('person', ['destination-creation', 'association-missing', 'source-deleted']),
    ...(back?.state === 'open' && back.occurrences === 2
      ? []
      : ['The event that was ignored was not raised again by the next run.']),
  ];
}
