import { eq, sql } from 'drizzle-orm';
import type { Keyring } from '../../keys/keyring.ts';
import { changeSetting } from '../../rules/gravityzone/change-setting.ts';
import type { GravityzoneSettings } from '../../rules/gravityzone/settings.ts';
import type { ItglueSettings } from '../../rules/itglue/settings.ts';
import { uninstallPasswordFault } from '../../rules/gravityzone/uninstall-password.ts';
import type { Acting } from '../acting.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { withTenant, type Database, type Transaction } from '../connect.ts';
import { keepSecret } from '../connections/keep-secret.ts';
import { secretFields } from '../connections/secret-fields.ts';
import { Refused } from '../refused.ts';
import { secret, tenant } from '../schema/index.ts';
import { changeItglueSettingsIn } from './change-itglue-settings.ts';
import { readSettingsIn } from './read-settings.ts';

export interface SettingsChange {
  /** Setting keys with what was typed for them. */
  values: Record<string, string>;
  /** A new uninstall password; null takes it away. */
  uninstallPassword?: string | null;
  /** Only says what would be. */
  preview?: boolean;
  /** What becomes of the matches has been seen and is meant. */
  confirmed?: boolean;
}

export interface ChangedSettings {
  gravityzone: GravityzoneSettings;
  itglue: ItglueSettings;
  /** What the operator should know of the new settings. */
  warnings: string[];
  /** What becomes of the matches. */
  consequences: string[];
}

/**
 * Changes settings, all or none. They take effect at the next run; packages that exist stay as they
 * are (spec 3.3, 3.4).
 *
 * @throws {Refused} `bad-input` for a value that can't be one, with what the setting takes;
 *   `conflict` for what has to be confirmed.
 */
export function changeSettings(
  db: Database,
  keyring: Keyring,
  acting: Acting,
  change: SettingsChange,
): Promise<ChangedSettings> {
  return withTenant(db, acting.tenantId, async (tx) => {
    const { preview = false, confirmed = false } = change;
    const [ours, theirs] = byDestination(change.values);
    const gravityzone = await changeGravityzone(tx, keyring, acting, { ...change, values: ours });
    const itglue = await changeItglueSettingsIn(tx, acting, theirs, { preview, confirmed });
    return {
      gravityzone: gravityzone.settings,
      itglue: itglue.settings,
      warnings: [...gravityzone.warnings, ...itglue.warnings],
      consequences: itglue.consequences,
    };
  });
}

/** The values for GravityZone, which also says of a key that it knows none, and those for IT Glue. */
function byDestination(values: Record<string, string>) {
  const isItglue = ([key]: [string, string]) => key.trim().toLowerCase().startsWith('itglue.');
  const entries = Object.entries(values);
  return [
    Object.fromEntries(entries.filter((entry) => !isItglue(entry))),
    Object.fromEntries(entries.filter((entry) => isItglue(entry))),
  ] as const;
}

async function changeGravityzone(
  tx: Transaction,
  keyring: Keyring,
  { tenantId, actor }: Acting,
  { values, uninstallPassword, preview }: SettingsChange,
): Promise<{ settings: GravityzoneSettings; warnings: string[] }> {
  const old = await readSettingsIn(tx, tenantId, { lock: true });
  const { before, after, ...changed } = applyAll(old, values);
  if (preview) return changed;
  let { settings } = changed;
  if (uninstallPassword !== undefined) {
    await changeUninstallPassword(tx, keyring, tenantId, uninstallPassword);
    const set = uninstallPassword !== null;
    const { uninstallPasswordSet } = settings.package;
    before['gravityzone.package.uninstallPassword'] = uninstallPasswordSet ? 'set' : 'not set';
    after['gravityzone.package.uninstallPassword'] = set ? 'set anew' : 'not set';
    settings = { ...settings, package: { ...settings.package, uninstallPasswordSet: set } };
  }
  if (Object.keys(after).length === 0) return { settings, warnings: [] };
  await tx
    .update(tenant)
    .set({ settings, settingsVersion: sql`${tenant.settingsVersion} + 1` })
    .where(eq(tenant.id, tenantId));
  const subject = 'settings/gravityzone';
  await appendAudit(tx, tenantId, { actor, verb: 'settings.set', subject, before, after });
  return { settings, warnings: changed.warnings };
}

function applyAll(settings: GravityzoneSettings, values: Record<string, string>) {
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  const warnings: string[] = [];
  let now = settings;
  for (const [key, text] of Object.entries(values)) {
    const changed = changeSetting(now, key, text);
    if (!changed.ok) throw new Refused('bad-input', changed.sentence);
    now = changed.settings;
    warnings.push(...changed.warnings);
    if (changed.before === changed.after) continue;
    before[changed.key] = changed.before;
    after[changed.key] = changed.after;
  }
  return { settings: now, before, after, warnings };
}

async function changeUninstallPassword(
  tx: Transaction,
  keyring: Keyring,
  tenantId: string,
  password: string | null,
): Promise<void> {
  const field = secretFields.uninstallPassword;
  if (password === null) {
    await tx.delete(secret).where(eq(secret.field, field));
    return;
  }
  const fault = uninstallPasswordFault(password);
  if (fault !== undefined) throw new Refused('bad-input', fault);
  await keepSecret(tx, keyring, { tenantId, field, origin: '' }, password);
}
