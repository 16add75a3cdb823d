import type { Story } from './story.ts';

/** What tests of a whole story look at of the third act. */
export type ThirdActPart = Pick<
  Story,
  'thirdAct' | 'organizations' | 'devices' | 'state' | 'log' | 'runs'
>;

const unmatched = { state: 'unmatched', origin: null, destination: null, notes: [] };
const unsaid = { suggestions: [], conflicts: [] };

function organization(name: string, origin: string, id: string) {
  const destination = { id, name };
  return { kind: 'organization', sourceId: name, name, state: 'matched', origin, destination };
}

function device(name: string, rest: object) {
  const within = { sourceId: 'Clinic', name: 'Clinic', destinationId: '1' };
  return { kind: 'device', sourceId: name, name, organization: within, ...unsaid, ...rest };
}

function configuration(id: string, name: string, installedBy: string | null) {
  return { id, name, organizationId: '1', installedBy };
}

const matched = (origin: string, id: string) => ({
  state: 'matched',
  origin,
  destination: { id, name: id },
  notes: [],
});

const created = (kind: string) => ({
  number: 1,
  operation: '',
  effect: { verb: 'create', kind },
});

const updated = {
  number: 1,
  operation: '',
  effect: { verb: 'update', kind: 'configuration' },
};

/** A new client `Clinic` with one device created and one left out, and a client matched by rule. */
export function thirdActForTests() {
  const creation = { do: 'create' };
  return {
    connected: { status: 'ok' },
    thirdAct: {
      newClient: {
        siteUid: 'Clinic',
        siteName: 'Clinic',
        lookAlike: { id: '9', name: 'Clinics' },
        sharedName: 'PC-001',
      },
      matched: { status: 'ok', counts: { itglue: { updated: 1 } } },
      filled: { status: 'ok' },
      refusedCreation: { refusal: { code: 'may-be-double' }, lookAlikes: [{ id: '9' }] },
      decided: [{ match: organization('Clinic', 'created', '1'), choice: creation, state: 'done' }],
      bulk: [
        { match: device('NEW', unmatched), choice: creation, state: 'done' },
        { match: device('PC-001', unmatched), choice: creation, state: 'refused' },
      ],
    },
    organizations: [organization('Clinic', 'created', '1'), organization('Abc', 'rule', '2')],
    devices: [
      device('NEW', matched('created', '11')),
      device('PC-001', unmatched),
      device('OLD', matched('rule', '12')),
      device('AWAY', { ...unmatched, notes: [{ code: 'elsewhere' }] }),
    ],
    itglue: {
      organizations: [
        { id: '1', name: 'Clinic' },
        { id: '2', name: 'Abc' },
      ],
      configurations: [
        configuration('11', 'NEW', 'Sitesync NEW'),
        configuration('12', 'OLD', null),
      ],
    },
    matching: [
      { case: 'sameName', siteUid: 'Abc', organizationIds: ['2'], deviceUids: [] },
      { case: 'serialAndMac', siteUid: 'Abc', deviceUids: ['OLD'], configurationIds: ['12'] },
      { case: 'otherOrganization', siteUid: 'Abc', deviceUids: ['AWAY'], configurationIds: [] },
    ].map((one) => ({ organizationIds: [], configurationIds: [], ...one })),
    calls: {
      connected: [],
      thirdAct: [created('organization'), created('configuration'), updated],
    },
  };
}
