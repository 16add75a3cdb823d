/** An organization with the Autotask companies that IT Glue ties it to. */
export interface TiedOrganization {
  readonly id: string;
  readonly name: string;
  readonly autotaskCompanyIds: readonly string[];
}

/**
 * What contradicts a rule's match of an Autotask company by now: the id beats the name (spec 4.2).
 * Null where nothing does.
 */
export function companyContradiction(
  autotaskCompanyId: string | null,
  destinationId: string,
  organizations: readonly TiedOrganization[],
): string | null {
  if (autotaskCompanyId === null) return null;
  const matched = organizations.find(({ id }) => id === destinationId);
  if (matched?.autotaskCompanyIds.includes(autotaskCompanyId)) return null;
  const tied = organizations.filter((one) => one.autotaskCompanyIds.includes(autotaskCompanyId));
  if (tied.length > 0) {
    const names = tied.map(({ name }) => `“${name}”`).join(', ');
    return `IT Glue ties ${names} to its Autotask company by now. Change the match, or make it by hand to keep it.`;
  }
  const [other] = matched?.autotaskCompanyIds ?? [];
  if (other === undefined) return null;
  return `IT Glue ties “${matched?.name ?? ''}” to another Autotask company (${other}) by now. Change the match, or make it by hand to keep it.`;
}
