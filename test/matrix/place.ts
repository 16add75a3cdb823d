import type { Msp } from '../sync/scene.ts';
import { automatic } from '../harness/tenant.ts';
import { findings, type FindingName } from './cases.ts';
import { changes } from './changes.ts';
import { handsOn, type Hands } from './hands.ts';

/** A case in an MSP: the name that stands for "Abc" in it, and the site that it is about. */
export interface Placed {
  id: string;
  finding: FindingName;
  name: string;
  siteUid: string;
}

/** As far apart as names of cases have to be: none is a part of another. */
const names = [
  'Ashford Dental',
  'Birchwood Legal',
  'Cromer Kayaks',
  'Dunmore Textiles',
  'Elmhurst Surgery',
  'Foxglove Florists',
  'Greystone Housing',
  'Hazelmere School',
  'Ironbridge Foundry',
  'Jarrow Joinery',
  'Kingsley Opticians',
  'Larkspur Nursery',
  'Merton Motors',
  'Norwood Vets',
  'Oakham Brewery',
  'Penrith Outdoor',
  'Quorn Quarries',
  'Rothbury Roofing',
  'Selby Wholesale',
  'Tenby Boatyard',
  'Ulverston Press',
  'Ventnor Hotels',
  'Whitby Smokehouse',
  'Yarm Insurance',
];

/** The prefix, and that companies of prefix and name are looked for; nothing is ever held. */
export const settings = {
  ...automatic,
  prefix: 'New',
  prefixForAssociation: true,
  holdChanges: { min: 100_000, percent: 100 },
};

/**
 * Puts each case into the MSP, on a site of its own: first what has to be associated, by a run of its
 * own, then every change. Cases can't disturb each other.
 */
export async function place(
  msp: Msp,
  cases: readonly (readonly [id: string, finding: FindingName])[],
): Promise<{ placed: Placed[]; hands: Hands }> {
  const hands = await handsOn(msp);
  const placed: Placed[] = [];
  for (const [index, [id, finding]] of cases.entries()) {
    const name = names[index];
    if (name === undefined) throw new Error('there are more cases than names');
    const isThere = changes[findings[finding].change].associated;
    placed.push({ id, finding, name, siteUid: isThere ? await hands.createSite(name) : '' });
  }
  await associateAll(msp);
  for (const one of placed) {
    if (one.siteUid === '') one.siteUid = await hands.createSite(one.name);
    const about = await changes[findings[one.finding].change].happens(hands, {
      name: one.name,
      uid: one.siteUid,
    });
    one.siteUid = about ?? one.siteUid;
  }
  return { placed, hands };
}

async function associateAll(msp: Msp): Promise<void> {
  await msp.settings(settings);
  const { row } = await msp.sync();
  const unfinished = (await msp.associations()).filter(({ state }) => state !== 'complete');
  if (row.status !== 'ok' || unfinished.length > 0) {
    const which = unfinished.map(({ siteName }) => siteName).join(', ');
    throw new Error(
      `setting up ended as ${row.status}: ${row.notes.join(' ')} ${row.lastFailure ?? ''} ${which}`,
    );
  }
}
