import type { GravityzoneSettings, HoldLimit } from './settings.ts';

/**
 * An automatic action as the hold rule sees it: `adds` creates or associates a company, `changes`
 * is about an associated one that was found deleted or moved, `finishes` completes what was begun.
 */
export interface JudgedAction {
  factsHash: string;
  effect: 'adds' | 'changes' | 'finishes';
}

export interface HoldNumbers {
  associations: number;
  /** Actions that were not allowed before, and the most that go without a person. */
  adds: number;
  mostAdds: number;
  changes: number;
  mostChanges: number;
}

export type HoldVerdict<Action extends JudgedAction> =
  | { held: false; go: Action[]; numbers: HoldNumbers }
  | {
      held: true;
      /** What an Administrator allowed before, on these very facts. */
      go: Action[];
      waits: Action[];
      sentence: string;
      numbers: HoldNumbers;
    };

/**
 * Judges a run's automatic actions together, before the first write (spec 3.6.2). Both percentages
 * are of the tenant's associations before the run: for what is added that is the stricter reading,
 * so that a first run of a large tenant is held rather than let through. `allowed` holds the facts
 * hashes of an earlier hold that an Administrator allowed: it covers exactly those, and whatever
 * else there is by now is judged without them.
 */
export function judgeHold<Action extends JudgedAction>(input: {
  actions: readonly Action[];
  associations: number;
  settings: Pick<GravityzoneSettings, 'holdChanges' | 'holdCreations'>;
  allowed: ReadonlySet<string>;
}): HoldVerdict<Action> {
  const { actions, associations, settings, allowed } = input;
  const waits = actions.filter((action) => !allowed.has(action.factsHash));
  const numbers: HoldNumbers = {
    associations,
    adds: waits.filter((action) => action.effect === 'adds').length,
    mostAdds: most(settings.holdCreations, associations),
    changes: waits.filter((action) => action.effect === 'changes').length,
    mostChanges: most(settings.holdChanges, associations),
  };
  const reasons = reasonsToHold(numbers, settings);
  if (reasons.length === 0) return { held: false, go: [...actions], numbers };
  return {
    held: true,
    go: actions.filter((action) => allowed.has(action.factsHash)),
    waits,
    sentence: `${reasons.join(' ')} Nothing of it is done until an Administrator allows this run once or rejects it.`,
    numbers,
  };
}

function most(limit: HoldLimit, associations: number): number {
  return Math.max(limit.min, Math.floor((associations * limit.percent) / 100));
}

function reasonsToHold(
  numbers: HoldNumbers,
  settings: Pick<GravityzoneSettings, 'holdChanges' | 'holdCreations'>,
): string[] {
  const reasons: string[] = [];
  if (numbers.adds > numbers.mostAdds) {
    reasons.push(
      `This run would create or associate ${numbers.adds} companies; more than ${numbers.mostAdds} (the larger of ${settings.holdCreations.min} and ${settings.holdCreations.percent} % of ${numbers.associations} associations) wait for a person.`,
    );
  }
  if (numbers.changes > numbers.mostChanges) {
    reasons.push(
      `Of the tenant’s associated companies ${numbers.changes} are found deleted or moved, and this run would create or move them back; more than ${numbers.mostChanges} (the larger of ${settings.holdChanges.min} and ${settings.holdChanges.percent} % of ${numbers.associations} associations) wait for a person.`,
    );
  } else if (numbers.changes > 0 && numbers.changes >= numbers.associations) {
    reasons.push(
      `All ${numbers.changes} of the tenant’s associated companies are found deleted or moved, and this run would create or move them back.`,
    );
  }
  return reasons;
}
