import type { SubjectKind } from '../schema/index.ts';

/** What an action locks, and what no two unsettled writes may share. */
export interface Subject {
  kind: SubjectKind;
  id: string;
}

/** The subject of an action: its site, or the match that it is about. */
export function subjectOf(action: {
  siteUid: string;
  subjectKind: SubjectKind;
  matchSubject: string | null;
}): Subject {
  return { kind: action.subjectKind, id: action.matchSubject ?? action.siteUid };
}

/** The subject of a match, as actions name it. */
export function matchSubject(kind: 'organization' | 'device', sourceId: string): string {
  return `${kind}/${sourceId}`;
}

/** The subject of a write. */
export function subjectOfIntent(intent: { subjectKind: SubjectKind; subjectId: string }): Subject {
  return { kind: intent.subjectKind, id: intent.subjectId };
}
