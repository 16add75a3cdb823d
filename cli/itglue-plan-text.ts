import { changeLine, heldMark, marksText, partOf, text } from './plan-lines.ts';
import type { Plan, PlanItem } from './plan-lines.ts';
import { plannedMatchLines } from './planned-match-lines.ts';
import { plain } from './table.ts';
import { blocks, list } from './text.ts';

/** IT Glue's part of a plan: what is matched by rule, and what is written field by field. */
export function itgluePlanText(plan: Plan): string {
  const { id, itglue } = plan;
  if (itglue === null) return '';
  const items = plan.items.filter(({ destination }) => destination === 'itglue');
  const updates = items.filter(({ item }) => item['kind'] === 'update-configuration');
  return blocks(
    items.length === 0 ? '' : `Plan ${id}, IT Glue: ${figures(itglue)}`,
    plannedMatchLines(items, plan.sourceNames).join('\n'),
    ...updates.slice(0, mostUpdates).map((update) => updateText(update, updates)),
    moreText(plan, updates.length - mostUpdates),
    list('TO KNOW OF IT GLUE', itglue.notes),
  );
}

/** A first run may write thousands. */
const mostUpdates = 50;

function moreText({ runId }: Plan, more: number): string {
  if (more <= 0) return '';
  return `… and ${more} more ${more === 1 ? 'configuration' : 'configurations'} to update: \`sitesync run ${runId} --json\` lists them all.`;
}

/** Kinds of items in words, in the order of carrying out: of one, and of several. */
const kinds: Readonly<Record<string, readonly [one: string, many: string]>> = {
  'match-organization': ['organization to match', 'organizations to match'],
  'match-device': ['device to match', 'devices to match'],
  'update-configuration': ['configuration to update', 'configurations to update'],
};

/** `41 devices to match, 3 configurations to update (serial 3, hostname 1); about 6 calls, 1 min`. */
function figures(summary: NonNullable<Plan['itglue']>): string {
  const { items, fields, estimatedCalls, minutes } = summary;
  const written = Object.entries(fields).map(([field, count]) => `${titleOf(field)} ${count}`);
  const counted = Object.entries(kinds).flatMap(([kind, [one, many]]) => {
    const count = items[kind] ?? 0;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return `${counted.join(', ')}${marksText(written)}; about ${estimatedCalls} calls, ${minutes} min`;
}

function updateText(planned: PlanItem, updates: readonly PlanItem[]): string {
  const { item } = planned;
  const [configuration, device] = [text(item['configurationName']), text(item['deviceName'])];
  const marks = marksText([
    device === configuration ? '' : `device “${device}”`,
    heldMark(planned, updates),
  ]);
  const head = `update configuration “${configuration}” of “${text(item['organizationName'])}”${marks}`;
  return [head, ...changeLines(item['changes'])].map((line) => plain(line)).join('\n');
}

/** Field by field, before and after. */
function changeLines(changes: unknown): string[] {
  const listed = Array.isArray(changes) ? changes.map(partOf) : [];
  const titles = listed.map(({ field }) => titleOf(text(field)));
  const width = Math.max(0, ...titles.map(({ length }) => length));
  return listed.map((change, index) => {
    // Of ids people read the names.
    const shown = 'names' in change ? partOf(change['names']) : change;
    return changeLine(titles[index] ?? '', width, text(shown['before']), text(shown['after']));
  });
}

/** Titles of fields that are not called as people call them. */
const fieldTitles: Readonly<Record<string, string>> = {
  ip: 'primary IP address',
  mac: 'primary MAC address',
  operatingSystem: 'operating system',
};

function titleOf(field: string): string {
  return fieldTitles[field] ?? field;
}
