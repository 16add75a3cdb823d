import { setTimeout as sleep } from 'node:timers/promises';
import { confirmMapping } from '../../db/mappings/confirm-mapping.ts';
import type { StagedRow } from '../../db/mappings/judge-rows.ts';
import { readMapping } from '../../db/mappings/read-mapping.ts';
import { stageMapping } from '../../db/mappings/stage-mapping.ts';
import type { Msp, Scene } from './scene.ts';

export type Mapping = Awaited<ReturnType<typeof readMapping>>;

/** What a person does with a mapping, in an install. */
export function mappingSteps({ install: { db } }: Scene) {
  const read = ({ tenant }: Msp, id: string): Promise<Mapping> => readMapping(db, tenant.id, id);
  const stage = ({ tenant }: Msp, rows: StagedRow[]) => stageMapping(db, tenant.acting, rows);
  const confirm = ({ tenant }: Msp, id: string) => confirmMapping(db, tenant.acting, id);
  const until = async (
    msp: Msp,
    id: string,
    holds: (mapping: Mapping) => boolean,
  ): Promise<Mapping> => {
    for (;;) {
      const mapping = await read(msp, id);
      if (holds(mapping)) return mapping;
      await sleep(50);
    }
  };
  const ended = (msp: Msp, id: string) =>
    until(msp, id, ({ state }) => state === 'done' || state === 'cancelled');
  return {
    read,
    stage,
    confirm,
    until,
    ended,
    /** Stages, confirms and waits for the end. */
    async map(msp: Msp, rows: StagedRow[]): Promise<Mapping> {
      const id = await stage(msp, rows);
      await confirm(msp, id);
      return ended(msp, id);
    },
  };
}

/** The one row of a mapping that is about a site. */
export function rowOf(mapping: Mapping, siteName: string): Mapping['rows'][number] {
  const row = mapping.rows.find((one) => one.siteName === siteName);
  if (!row) throw new Error(`no row is about ${siteName}`);
  return row;
}
