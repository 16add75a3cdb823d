import { describe, expect, test } from 'vitest';
import { associationState } from './drift.ts';
import { association, installLink, link } from './test-inventory.ts';

const record = association(1, 1, { packageName: 'Sitesync 1', writtenLink: installLink(1) });
const good = [link(1, 'Sitesync 1')];
const value = (text: string) => ({ state: 'value', value: text }) as const;

describe('A site’s package and variable state', () => {
  test('ok: the link is as written, and the variable holds it, brackets and all', () => {
    expect(associationState(record, good, value(installLink(1)))).toEqual({
      package: 'ok',
      variable: 'ok',
      drift: false,
    });
    const encoded = installLink(1).replace('[', '%5B').replace(']', '%5D');
    expect(associationState(record, good, value(encoded)).variable).toBe('different');
  });

  test('missing, in the right company', () => {
    expect(associationState(record, [], { state: 'absent' })).toEqual({
      package: 'missing',
      variable: 'missing',
      drift: true,
    });
    expect(associationState(record, [link(2, 'Sitesync 1')], value('')).package).toBe('missing');
  });

  test('different: GravityZone gives another link than was written', () => {
    const links = [link(1, 'Sitesync 1', { installLinkWindows: 'https://else' })];
    const state = associationState(record, links, value(installLink(1)));
    expect(state).toMatchObject({ package: 'different', variable: 'different', drift: true });
  });

  test('masked, building and unread', () => {
    expect(associationState(record, good, { state: 'masked' }).variable).toBe('masked');
    const building = [link(1, 'Sitesync 1', { ready: false, installLinkWindows: null })];
    expect(associationState(record, building, value(installLink(1)))).toEqual({
      package: 'building',
      variable: 'ok',
      drift: false,
    });
    expect(associationState(record, undefined, { state: 'unread' })).toEqual({
      package: 'unread',
      variable: 'unread',
      drift: false,
    });
  });
});
