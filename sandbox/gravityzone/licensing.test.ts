import { describe, expect, it } from 'vitest';
import { openSandbox } from '../client-for-tests.ts';

const name = 'Hartley & Co Solicitors LLP';

describe('GravityZone licensing', () => {
  it('gives one object, and an array when all products are asked for', async () => {
    const client = await openSandbox();
    expect(await client.result('licensing.getLicenseInfo')).toMatchObject({ subscriptionType: 3 });
    expect(await client.result('licensing.getLicenseInfo', { returnAllProducts: true })).toEqual([
      expect.objectContaining({ subscriptionType: 3, isAddon: false }),
    ]);
  });

  it('resets every add-on that setMonthlySubscription leaves out', async () => {
    const client = await openSandbox();
    const { id: companyId } = await client.company(name);
    const set = { companyId, reservedSlots: 5, managePatchManagement: true };
    expect(await client.result('licensing.setMonthlySubscription', set)).toBe(null);
    expect(await client.result('licensing.getLicenseInfo', { companyId })).toMatchObject({
      subscriptionType: 3,
      totalSlots: 5,
      managePatchManagement: true,
      manageEncryption: false,
    });
    await client.result('licensing.setMonthlySubscription', {
      companyId,
      removeReservedSlots: true,
    });
    expect(await client.result('licensing.getLicenseInfo', { companyId })).toMatchObject({
      totalSlots: null,
      managePatchManagement: false,
    });
    expect((await client.log()).at(0)?.effect).toMatchObject({
      verb: 'update',
      kind: 'license',
      id: companyId,
    });
  });

  it('reserves no more seats than the parent has free', async () => {
    const client = await openSandbox();
    const root = (await client.state()).gravityzone.rootCompanyId;
    await client.change('gravityzone.setLicense', {
      companyId: root,
      license: { reservedSlots: 10 },
    });
    const wanted = { type: 1, name: 'Seats Ltd', licenseSubscription: { type: 3 } };
    const seats = (reservedSlots: number) => ({
      ...wanted,
      licenseSubscription: { type: 3, reservedSlots },
    });
    expect(await client.error('companies.createCompany', seats(11))).toMatch(/10 seats are free/);
    await client.result('companies.createCompany', seats(10));
  });

  it('wants a key for a yearly licence, and no protection model for another type than monthly', async () => {
    const client = await openSandbox();
    const create = async (licenseSubscription: unknown) =>
      client.error('companies.createCompany', { type: 1, name: 'L', licenseSubscription });
    expect(await create({ type: 2 })).toMatch(/licenseKey/);
    expect(await create({ type: 5, assignedProtectionModel: 'mspSecure' })).toMatch(
      /assignedProtectionModel/,
    );
  });
});
