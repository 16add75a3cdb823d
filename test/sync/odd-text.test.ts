import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMatchDesk, type MatchDesk } from '../cli/match-desk.ts';
import { openScene, type EndedRun, type Msp, type Scene } from './scene.ts';

/*
 * Text as vendors do give it: an identifier padded with NUL, as firmware has it, and a name that was
 * cut in the middle of an emoji. Postgres stores neither.
 */

const half = '\ud83d';
let scene: Scene;
let msp: Msp;
let desk: MatchDesk;
let siteUid: string;
let deviceUid: string;
let organizationId: string;
let run: EndedRun;

beforeAll(async () => {
  scene = await openScene();
  [, msp] = await Promise.all([
    scene.install.startWorker(),
    scene.msp({ msp: 'small', destinations: ['gravityzone', 'itglue'] }),
  ]);
  const { change } = msp.vendors;
  const site = await change({ do: 'datto.createSite', name: `Harbour Clinic ${half}` });
  siteUid = String(site.id);
  const device = await change({
    do: 'datto.addDevice',
    siteUid: site.id,
    hostname: 'FRONT\0DESK',
    description: `Reception ${half}`,
    hardware: { serial: '5CD1234ABC\0', nics: [{ macAddress: '18:5E:0F:AA:00:01' }] },
  });
  deviceUid = String(device.id);
  const organization = await change({
    do: 'itglue.createOrganization',
    name: `Harbour Clinic ${half}`,
  });
  organizationId = String(organization.id);
  await change({
    do: 'itglue.createConfiguration',
    organizationId: organization.id,
    name: 'FRONTDESK',
    serialNumber: '5CD1234ABC',
    macAddress: '18:5E:0F:AA:00:01',
  });
  desk = await openMatchDesk(scene.install, msp.sandbox, 'Ann');
  run = await msp.sync();
});
afterAll(async () => {
  await desk.close();
  await scene.close();
});

test('a run reads what Postgres can not store, and goes on', () => {
  expect(run.row.status).toBe('ok');
  expect(run.problems).toEqual([]);
});

test('an identifier padded with NUL is the one without', async () => {
  const device = (await desk.matches()).get(deviceUid);
  expect(device).toMatchObject({ name: 'FRONTDESK', state: 'matched' });
});

test('half an emoji is shown as a character that is missing', async () => {
  const organization = (await desk.matches()).get(siteUid);
  expect(organization).toMatchObject({
    name: 'Harbour Clinic \ufffd',
    state: 'matched',
    destination: { id: organizationId, name: 'Harbour Clinic \ufffd' },
  });
});
