import { eq, sql } from 'drizzle-orm';
import { changeItglueSetting } from '../../rules/itglue/setting-keys.ts';
import { itglueSettingWarnings } from '../../rules/itglue/setting-warnings.ts';
import type { ItglueSettings } from '../../rules/itglue/settings.ts';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Transaction } from '../connect.ts';
import { Refused } from '../refused.ts';
import { tenant } from '../schema/index.ts';
import { sourceConsequences } from './changed-source.ts';
import { readItglueSettingsIn } from './read-itglue-settings.ts';

export interface ChangedItglueSettings {
  settings: ItglueSettings;
  /** What the operator should know of the new settings. */
  warnings: string[];
  /** What becomes of the matches. */
  consequences: string[];
}

/**
 * Changes IT Glue settings, all or none. Another unit that is matched to organizations puts matches
 * out of force, which is to be confirmed (spec 2.4).
 *
 * @throws {Refused} `bad-input` for a value that can't be one; `conflict` for what is not confirmed.
 */
export async function changeItglueSettingsIn(
  tx: Transaction,
  { tenantId, actor }: Acting,
  values: Record<string, string>,
  { preview, confirmed }: { preview: boolean; confirmed: boolean },
): Promise<ChangedItglueSettings> {
  const old = await readItglueSettingsIn(tx, tenantId, { lock: true });
  const { settings, before, after } = applyAll(old, values);
  const known = itglueSettingWarnings(old);
  const warnings = itglueSettingWarnings(settings).filter((warning) => !known.includes(warning));
  const consequences = await sourceConsequences(tx, tenantId, {
    from: old.organizationSource,
    to: settings.organizationSource,
  });
  const changed = { settings, warnings, consequences };
  if (preview || Object.keys(after).length === 0) return changed;
  if (consequences.length > 0 && !confirmed) {
    throw new Refused(
      'conflict',
      `Nothing was changed, since this has to be confirmed: ${consequences.join(' ')}`,
    );
  }
  await tx
    .update(tenant)
    .set({ itglueSettings: settings, settingsVersion: sql`${tenant.settingsVersion} + 1` })
    .where(eq(tenant.id, tenantId));
  const subject = 'settings/itglue';
  await appendAudit(tx, tenantId, { actor, verb: 'settings.set', subject, before, after });
  return changed;
}

function applyAll(old: ItglueSettings, values: Record<string, string>) {
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  let settings = old;
  for (const [key, text] of Object.entries(values)) {
    const changed = changeItglueSetting(settings, key, text);
    if (!changed.ok) throw new Refused('bad-input', changed.sentence);
    ({ settings } = changed);
    if (changed.before === changed.after) continue;
    before[changed.key] = changed.before;
    after[changed.key] = changed.after;
  }
  return { settings, before, after };
}
