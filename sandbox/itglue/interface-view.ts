import { stampsView, type ResourceObject } from './document.ts';
import { shownMac } from './mac.ts';
import type { ItglueRequest } from './route.ts';
import type { ConfigurationInterface } from './rows.ts';

/** Builds configuration interfaces. */
export function interfaceView(
  request: ItglueRequest,
): (one: ConfigurationInterface) => ResourceObject {
  const stamps = stampsView(request);
  const withId = request.switches.get('itglue.interfaceIdInAttributes') === 'present';
  return (one) => ({
    id: one.id,
    type: 'configuration-interfaces',
    attributes: {
      ...(withId ? { id: Number(one.id) } : {}),
      primary: one.primary,
      name: one.name,
      'ip-address': one.ipAddress,
      'mac-address': shownMac(request, one.macAddress),
      notes: one.notes,
      ...stamps(one),
    },
  });
}
