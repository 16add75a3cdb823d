import { text } from './plan-lines.ts';
import type { Plan, PlanItem } from './plan-lines.ts';
import { plain } from './table.ts';

/** What a plan matches of one source organization: itself, its devices, or both. */
interface MatchedTogether {
  organization: PlanItem['item'] | null;
  devices: PlanItem['item'][];
}

/**
 * The matches that a plan's rules make, by source organization. A first plan may match ten thousand
 * devices: of several only the number is said.
 */
export function plannedMatchLines(
  items: readonly PlanItem[],
  sourceNames: Plan['sourceNames'],
): string[] {
  return [...bySource(items)].flatMap(([sourceId, { organization, devices }]) => {
    const name = sourceNames[sourceId] ?? sourceId;
    const lines = organization === null ? [] : [organizationLine(organization)];
    return [...lines, ...devicesLines(devices, name)].map((line) => plain(line));
  });
}

function bySource(items: readonly PlanItem[]): Map<string, MatchedTogether> {
  const sources = new Map<string, MatchedTogether>();
  for (const { item } of items) {
    const sourceId = text(item['sourceId']);
    const found = sources.get(sourceId) ?? { organization: null, devices: [] };
    if (item['kind'] === 'match-organization') found.organization = item;
    else if (item['kind'] === 'match-device') found.devices.push(item);
    else continue;
    sources.set(sourceId, found);
  }
  return sources;
}

function organizationLine(item: PlanItem['item']): string {
  const [from, to] = [text(item['sourceName']), text(item['organizationName'])];
  return `match organization “${from}” to “${to}”${because(item)}`;
}

function devicesLines(devices: readonly PlanItem['item'][], organization: string): string[] {
  const [first, ...others] = devices;
  if (first === undefined) return [];
  if (others.length > 0)
    return [`match ${devices.length} devices of organization “${organization}”`];
  const [from, to] = [text(first['deviceName']), text(first['configurationName'])];
  return [`match device “${from}” of organization “${organization}” to “${to}”${because(first)}`];
}

function because({ reasons }: PlanItem['item']): string {
  const words = Array.isArray(reasons) ? reasons.map(text).join(', ') : '';
  return words === '' ? '' : `: ${words}`;
}
