import type { ListedMatch } from '../cli/match-desk.ts';
import { itglueState } from '../harness/itglue-state.ts';
import type { Msp } from './scene.ts';

/** A match that stands, and what is to be seen of it once the world has changed. */
interface Standing {
  match: ListedMatch;
  /** Both sides as they are called by then. */
  name: string;
  destinationName: string;
  /** Codes, each with a part of its sentence. */
  notes: [code: string, sentence: string][];
}

type Kinds =
  | 'movedDevice'
  | 'deletedConfiguration'
  | 'archivedConfiguration'
  | 'movedConfiguration'
  | 'renamedDevice'
  | 'renamedOrganization'
  | 'renamedSite'
  | 'deletedOrganization';

export type Changed = Awaited<ReturnType<typeof changeTheWorld>>;

/**
 * Changes at the vendors what people change there, of an MSP with every case of matching: always of
 * what a rule has matched.
 *
 * @param matches as the first run left them.
 */
export async function changeTheWorld(msp: Msp, matches: ReadonlyMap<string, ListedMatch>) {
  const { change } = msp.vendors;
  const { ruled, devicesOf, suggesting, clientless } = found([...matches.values()]);
  const [home, other, renamed, ofSite, deleted] = ruled;
  if (!home || !other || !renamed || !ofSite || !deleted) throw new Error('too few are matched');
  const [moved, lost, archived, strayed, called, removed, hidden] = devicesOf(home);
  if (!moved || !lost || !archived || !strayed || !called || !removed || !hidden) {
    throw new Error(`too few devices of ${home.name} are matched`);
  }
  const sites = (await msp.state()).dattoRmm.sites;
  const onDemand = sites.find((site) => site.onDemand && site.system === null);
  const { configurations } = await itglueState(msp.sandbox);
  const then = configurations.find(({ id }) => id === to(lost));

  await change({ do: 'datto.moveDevice', deviceUid: moved.sourceId, siteUid: other.siteUid });
  await change({ do: 'itglue.deleteConfiguration', configurationId: to(lost) });
  const again = await change({
    do: 'itglue.createConfiguration',
    organizationId: to(home),
    name: 'Written down again',
    serialNumber: then?.serialNumber,
    macAddress: then?.macAddress,
  });
  await change({ do: 'itglue.archiveConfiguration', configurationId: to(archived) });
  await change({
    do: 'itglue.setConfiguration',
    configurationId: to(strayed),
    organizationId: to(other),
  });
  await change({ do: 'datto.renameDevice', deviceUid: called.sourceId, hostname: 'FRONT-DESK' });
  await change({
    do: 'itglue.setConfiguration',
    configurationId: to(called),
    name: 'Front desk computer',
  });
  await change({ do: 'datto.deleteDevice', deviceUid: removed.sourceId });
  await change({
    do: 'datto.moveDevice',
    deviceUid: hidden.sourceId,
    siteUid: onDemand?.uid ?? '',
  });
  const name = 'Renamed Since Ltd';
  await change({ do: 'itglue.renameOrganization', organizationId: to(renamed), name });
  await change({ do: 'datto.renameSite', siteUid: ofSite.sourceId, name: 'Another Name plc' });
  await change({ do: 'itglue.deleteOrganization', organizationId: to(deleted) });
  const anew = await change({ do: 'itglue.createOrganization', name: deleted.name });

  const newcomers = await Promise.all(
    ['NEWCOMER-1', 'NEWCOMER-2', 'NEWCOMER-3', called.name].map((hostname) =>
      change({ do: 'datto.addDevice', siteUid: other.siteUid, hostname }),
    ),
  );
  const double = newcomers.pop();
  const like = await change({ do: 'itglue.createOrganization', name: `${clientless.name} Ltd` });

  const as = (match: ListedMatch, notes: Standing['notes'], more: Partial<Standing> = {}) => ({
    match,
    name: match.name,
    destinationName: match.destination?.name ?? '',
    notes,
    ...more,
  });
  const standing: Record<Kinds, Standing> = {
    movedDevice: as(moved, [
      ['moved', `Device “${moved.name}” was moved to another source organization.`],
      ['elsewhere', `It belongs to organization “${other.destination?.name}” and is matched to`],
    ]),
    deletedConfiguration: as(lost, [['gone', `Configuration “${lost.destination?.name}” was not`]]),
    archivedConfiguration: as(archived, [['archived', 'is archived: nothing is written to it.']]),
    movedConfiguration: as(strayed, [
      ['elsewhere', `“${strayed.destination?.name}” of organization “${other.destination?.name}”`],
    ]),
    renamedDevice: as(
      called,
      [
        ['renamed', `The device was “${called.name}” when it was matched and is “FRONT-DESK” now`],
        ['renamed', 'and is “Front desk computer” now'],
      ],
      { name: 'FRONT-DESK', destinationName: 'Front desk computer' },
    ),
    renamedOrganization: as(renamed, [['renamed', `and is “${name}” now: name changed.`]], {
      destinationName: name,
    }),
    renamedSite: as(ofSite, [['renamed', 'and is “Another Name plc” now: name changed.']], {
      name: 'Another Name plc',
    }),
    deletedOrganization: as(deleted, [
      ['gone', `Organization “${deleted.destination?.name}” was not`],
    ]),
  };
  return {
    home,
    other,
    standing,
    outOfSight: [removed, hidden],
    replacement: { configurationId: String(again.id), organizationId: String(anew.id) },
    /** Of these, only hostnames are known. */
    newcomers: newcomers.map(({ id }) => String(id)),
    /** Another, whose hostname others have. */
    double: String(double?.id),
    /** A source that IT Glue has no organization for, but one like it. */
    clientless,
    lookAlike: { id: String(like.id) },
    /** An organization with several devices whose suggestions stand out. */
    suggesting,
  };
}

/** Organizations that a rule has matched, those with most of such devices first. */
function found(all: readonly ListedMatch[]) {
  const devicesOf = ({ sourceId }: ListedMatch) =>
    all.filter(
      ({ kind, origin, organization }) =>
        kind === 'device' && origin === 'rule' && organization?.sourceId === sourceId,
    );
  const organizations = all.filter(({ kind }) => kind === 'organization');
  const ruled = organizations
    .filter(({ origin }) => origin === 'rule')
    .toSorted((a, b) => devicesOf(b).length - devicesOf(a).length);
  const standOut = ({ sourceId }: ListedMatch) =>
    all.filter((one) => one.organization?.sourceId === sourceId && standsOut(one)).length;
  const [suggesting] = ruled.slice(5).toSorted((a, b) => standOut(b) - standOut(a));
  const clientless = organizations.find(
    ({ name, suggestions, state }) =>
      state === 'unmatched' && suggestions.length === 0 && name.split(' ').length > 1,
  );
  if (!suggesting || !clientless) throw new Error('the sample lacks what people decide on');
  return { ruled, devicesOf, suggesting, clientless };
}

function standsOut({ state, suggestions: [best, ...others], conflicts }: ListedMatch): boolean {
  const isOnly = others.length + conflicts.length === 0;
  return state === 'unmatched' && isOnly && best?.likelihood === 'likely' && !best.flags.length;
}

function to({ destination }: ListedMatch): string {
  return destination?.id ?? '';
}
