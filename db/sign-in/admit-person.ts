import { and, eq } from 'drizzle-orm';
import { appendAudit } from '../audit/append-audit.ts';
import { asInstall, type Database } from '../connect.ts';
import { membership, tenant, type Role } from '../schema/index.ts';

export interface SourceAccount {
  /** Datto RMM's API origin: with the uid it is the tenant (spec 1.1). */
  apiOrigin: string;
  accountUid: string;
  accountName: string;
}

export interface Admission {
  tenantId: string;
  tenantName: string;
  role: Role;
  /** The account was unknown: its tenant was made just now. */
  newTenant: boolean;
}

/**
 * Lets a person into the tenant of a Datto RMM account, which is made if it is unknown. A person
 * is an Administrator unless an Administrator has lowered them (spec 1.2).
 */
export function admitPerson(
  db: Database,
  account: SourceAccount,
  person: { id: string; name: string },
): Promise<Admission> {
  return asInstall(db, async (tx) => {
    const { apiOrigin, accountUid, accountName } = account;
    const [made] = await tx
      .insert(tenant)
      .values({ apiOrigin, accountUid, name: accountName })
      .onConflictDoNothing()
      .returning({ id: tenant.id, name: tenant.name });
    const [known] = made
      ? [made]
      : await tx
          .select({ id: tenant.id, name: tenant.name })
          .from(tenant)
          .where(and(eq(tenant.apiOrigin, apiOrigin), eq(tenant.accountUid, accountUid)));
    if (!known) throw new Error('a tenant was neither made nor found');

    const [member] = await tx
      .insert(membership)
      .values({
        tenantId: known.id,
        userId: person.id,
        role: 'administrator',
        lastSignInAt: new Date(),
      })
      .onConflictDoUpdate({
        target: [membership.tenantId, membership.userId],
        set: { lastSignInAt: new Date() },
      })
      .returning({ role: membership.role });
    if (!member) throw new Error('a membership was inserted without a row');

    const actor = { kind: 'person' as const, ...person };
    if (made) {
      await appendAudit(tx, known.id, {
        actor,
        verb: 'tenant.create',
        subject: `tenant/${known.id}`,
        after: account,
      });
    }
    await appendAudit(tx, known.id, {
      actor,
      verb: 'person.sign-in',
      subject: `person/${person.id}`,
      after: { role: member.role },
    });
    return {
      tenantId: known.id,
      tenantName: known.name,
      role: member.role,
      newTenant: made !== undefined,
    };
  });
}
