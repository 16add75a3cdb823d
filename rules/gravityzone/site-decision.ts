import type { NamedCompany, TreeNode } from './company-tree.ts';
import type { EventFacts } from './events/event-types.ts';
import type { Problem } from './problems.ts';
import type { ListedSite } from './scope.ts';

type CreationFacts = Extract<EventFacts, { type: 'destination-creation' }>;

/** What a run would do for a site that has no association, the settings left aside. */
export type SiteDecision =
  | {
      kind: 'associate';
      site: ListedSite;
      company: TreeNode;
      prefixed: boolean;
      needsDetails: boolean;
    }
  /** Companies of the name are free, and it is a person who associates one. */
  | {
      kind: 'candidates';
      site: ListedSite;
      /** At least one, ordered by id. */
      companies: readonly NamedCompany[];
      prefixed: boolean;
      /** Why no run does; a sentence. */
      waits: string;
    }
  | { kind: 'create'; site: ListedSite; companyName: string; prefixed: boolean }
  /** It should get a new company, whose name can't be had. */
  | {
      kind: 'no-name';
      site: ListedSite;
      wantedName: string;
      reason: CreationFacts['reason'];
      /** Who bears the name, if it is one. */
      bearer: NamedCompany | null;
      sentence: string;
      evidence: string[];
    }
  | { kind: 'problem'; problem: Problem }
  /** What was read contradicts itself, so that its events neither come nor go. */
  | { kind: 'unsettled'; site: ListedSite; problem: Problem }
  | { kind: 'under-way'; site: ListedSite };
