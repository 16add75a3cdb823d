import { writes } from './activities.ts';

export interface SettleWriteInput {
  tenantId: string;
  decisionId: string;
}

/** Carries out a person's word on a write whose outcome only a person can settle. */
export async function settleWrite(input: SettleWriteInput): Promise<void> {
  await writes.byPerson.gravityzone.settleWriteByDecision(input);
}
