import { decideWrite, type WriteChoice } from '../../db/writes/decide-write.ts';
import { until, type Scene } from './scene.ts';

export type Habit =
  /** Adopts what the vendor's log shows to be the write's own effect, where there is one. */
  | 'adopts-own'
  /** Gives everything up. */
  | 'gives-up';

interface WaitingWrite {
  id: string;
  operation: string;
  desired: { name?: string };
}

/**
 * Settles every write that waits for a person, as an operator would.
 *
 * @returns how many there were.
 */
export async function settleWaitingWrites(scene: Scene, habit: Habit): Promise<number> {
  const { install, tenant } = scene;
  const waiting = await install.owner<WaitingWrite[]>`
    select id, operation, desired from intent where state = 'person'`;
  for (const write of waiting) {
    const own = habit === 'adopts-own' ? await ownEffect(scene, write) : undefined;
    const choice: WriteChoice = own ? { do: 'adopt', objectId: own } : { do: 'give-up' };
    const decisionId = await decideWrite(install.db, tenant.acting, write.id, choice, 'a script');
    await until(`decision ${choice.do} on ${write.operation}`, async () => {
      const [row] = await install.owner<{ state: string }[]>`
        select state from decision where id = ${decisionId}`;
      return row?.state === 'done' || row?.state === 'refused';
    });
  }
  return waiting.length;
}

async function ownEffect(
  { vendors, ledger }: Scene,
  { operation, desired }: WaitingWrite,
): Promise<string | undefined> {
  const { entries } = await vendors.log();
  const own = entries.flatMap((entry) => {
    const { effect } = entry;
    if (entry.operation !== operation || effect?.verb !== 'create') return [];
    const id = String(effect.id);
    return effect.name === desired.name && !ledger.isForeign(effect.kind, id) ? [id] : [];
  });
  return own[0];
}
