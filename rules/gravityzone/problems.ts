import type { CompanyId, SiteUid } from '../identity.ts';
import { packageLinkVariable } from './settings.ts';

export type ProblemCode =
  | 'reading-unproven'
  | 'sites-not-in-view'
  | 'companies-not-in-view'
  | 'site-unsettled'
  | 'site-namesakes'
  | 'company-unsettled'
  | 'prefixed-company-in-view'
  | 'creation-refused'
  | 'variable-different'
  | 'variable-masked'
  | 'package-not-ours'
  | 'package-elsewhere'
  | 'company-not-in-view'
  | 'association-unfinished';

/** What a run found and leaves to a person. */
export interface Problem {
  code: ProblemCode;
  siteUid: SiteUid | null;
  siteName: string | null;
  /** The company that stands in the way, if it is one. */
  companyId: CompanyId | null;
  /** What happened, to what, and what to do next. */
  sentence: string;
}

/** The site that a problem is about. */
export interface ProblemSite {
  uid: SiteUid;
  name: string;
}

/** A problem of one site. `sentence` follows "Site “name” ". */
export function siteProblem(
  code: ProblemCode,
  site: ProblemSite,
  sentence: string,
  companyId: CompanyId | null = null,
): Problem {
  return {
    code,
    siteUid: site.uid,
    siteName: site.name,
    companyId,
    sentence: `Site ${quoted(site.name)} ${sentence}`,
  };
}

/** A problem of the whole run. */
export function runProblem(code: ProblemCode, sentence: string): Problem {
  return { code, siteUid: null, siteName: null, companyId: null, sentence };
}

/** The variable holds something that a run must not replace (spec 3.2). */
export function variableDifferent(site: ProblemSite): Problem {
  return siteProblem(
    'variable-different',
    site,
    `has a variable ${packageLinkVariable} with another value, which a run never replaces. Map the site by hand to replace it, or delete the variable in Datto RMM.`,
  );
}

/** The variable can't be compared, and only a person may have it made anew (spec 3.2). */
export function variableMasked(site: ProblemSite): Problem {
  return siteProblem(
    'variable-masked',
    site,
    `has a masked variable ${packageLinkVariable}, which a run never replaces. Map the site by hand to have it deleted and created again, or delete it in Datto RMM.`,
  );
}

/** A name between quotation marks, as sentences show it. */
export function quoted(name: string): string {
  return `“${name}”`;
}
