/** The one spelling that attributes, filters and types are looked up by (itglue.md 2.1 and 2.3). */
export function snakeCase(name: string): string {
  return name.replaceAll('-', '_');
}

export function kebabCase(name: string): string {
  return name.replaceAll('_', '-');
}
