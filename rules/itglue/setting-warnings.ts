import { ownedFields, ownedFieldTitles } from './settings.ts';
import type { ItglueSettings } from './settings.ts';

/** What an operator should know about settings that are allowed but have a price (spec 4.4). */
export function itglueSettingWarnings({ fields }: ItglueSettings): string[] {
  const always = ownedFields.filter((field) => fields[field] === 'always');
  if (always.length === 0) return [];
  const titles = always.map((field) => ownedFieldTitles[field]).join(', ');
  return [
    `Always written to matched configurations: ${titles}. Every run replaces what people enter there in IT Glue by what the device has in Datto RMM. Look first at what the next run would replace: \`sitesync plan --wait\`.`,
  ];
}
