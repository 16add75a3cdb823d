import { ownedFields, ownedFieldTitles } from './settings.ts';
import type { ItglueSettings } from './settings.ts';

/** What an operator should know about settings that are allowed and do nothing yet (spec 4.4). */
export function itglueSettingWarnings({ fields }: ItglueSettings): string[] {
  const always = ownedFields.filter((field) => fields[field] === 'always');
  if (always.length === 0) return [];
  const titles = always.map((field) => ownedFieldTitles[field]).join(', ');
  return [
    `Kept for matched configurations: ${titles} always. Runs do not write fields of matched configurations yet; once they do, what people enter there in IT Glue is replaced.`,
  ];
}
