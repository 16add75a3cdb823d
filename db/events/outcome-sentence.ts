import type { ActionDetails, ActionVerb } from '../schema/index.ts';

/** What a finished action has brought about, in a sentence. */
export function outcomeSentence(verb: ActionVerb, details: ActionDetails): string {
  const company = `company “${details.companyName ?? details.siteName}”`;
  const renamed = `Company “${details.renameFrom ?? ''}” was renamed to “${details.renameTo ?? ''}”`;
  switch (verb) {
    case 'create':
      return `A new ${company} was created and associated.`;
    case 'associate':
    case 'complete':
      return `The site was associated with ${company}.`;
    case 'move':
      return `The ${company} was moved back.`;
    case 'recreate':
      return `A new ${company} was created in the place of the one that was gone, and associated.`;
    case 'reassociate':
      return `The site was associated with ${company} in the place of the one that was gone.`;
    case 'rename-existing':
      return `${renamed}; a new ${company} was created and associated.`;
    case 'rename-to-site':
      return `${renamed} and associated.`;
    case 'delete-company':
      return `The ${company} and the association were deleted.`;
    case 'keep-company':
    case 'remove':
      return `The association was deleted; the ${company} stays.`;
    case 'repair':
      return 'Package and variable were mended.';
    case 'exclude':
    case 'include':
    // Those of matches tell their outcome themselves.
    case 'create-organization':
    case 'create-configuration':
    case 'update-configuration':
      return 'Done.';
  }
}
