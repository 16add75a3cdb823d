/**
 * Filters by their names as IT Glue's page writes them: `organization_id`, `psa_id`; of several
 * values any will do.
 */
export type Filters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * A query from filters and other parameters. A comma would part a list of values, so it is escaped
 * (itglue.md 2.3). No parameter may come twice: IT Glue refuses that.
 */
export function queryOf(
  filters: Filters,
  parameters: Readonly<Record<string, string | undefined>> = {},
): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(filters)) {
    if (value === undefined) continue;
    const values = typeof value === 'string' ? [value] : value;
    const escaped = values.map((one) => encodeURIComponent(one.replaceAll(',', '\\,')));
    parts.push(`filter[${name}]=${escaped.join(',')}`);
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) parts.push(`${name}=${encodeURIComponent(value)}`);
  }
  return parts.join('&');
}
