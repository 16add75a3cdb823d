import type { ActionDetails, ActionVerb } from '../schema/index.ts';
import type { JudgedRow } from './judge-rows.ts';

/** What is to be done for a confirmed row. */
export function actionOf(row: JudgedRow): {
  siteUid: string;
  verb: ActionVerb;
  details: ActionDetails;
  factsHash: string;
} {
  const { siteUid, siteName, factsHash, choice } = row;
  const common = { siteUid, factsHash };
  switch (choice.do) {
    case 'company': {
      const companyId = choice.companyId.toLowerCase();
      const details = { siteName, companyId, ...names(row), ...consented(row, choice) };
      return { ...common, verb: 'associate', details };
    }
    case 'new': {
      const details = { siteName, ...names(row), ...consented(row, choice) };
      return { ...common, verb: 'create', details };
    }
    case 'remove': {
      const exclude = choice.thenExclude === true ? { thenExclude: true } : {};
      return { ...common, verb: 'remove', details: { siteName, ...exclude } };
    }
    case 'repair': {
      const details = { siteName, ...names(row), ...consented(row, {}) };
      return { ...common, verb: 'repair', details };
    }
    case 'exclude':
    case 'include':
      return { ...common, verb: choice.do, details: { siteName } };
  }
}

function names({ companyName }: JudgedRow): Pick<ActionDetails, 'companyName'> {
  return companyName === null ? {} : { companyName };
}

/** Confirming agrees to what was shown; asking for it beforehand covers what could not be read. */
function consented(
  { consents }: JudgedRow,
  choice: { replaceVariable?: boolean },
): Pick<ActionDetails, 'replaceVariable' | 'adoptPackage'> {
  const replaces = consents.some(
    ({ kind }) => kind === 'replace-variable' || kind === 'recreate-masked-variable',
  );
  const adopted = consents.find((consent) => consent.kind === 'adopt-package');
  return {
    ...((choice.replaceVariable ?? replaces) ? { replaceVariable: true } : {}),
    ...(adopted ? { adoptPackage: adopted.packageName } : {}),
  };
}
