import { z } from 'zod';
import { DattoError } from './errors.ts';
import { parseBody } from './body.ts';
import { like, page, sorted } from './paging.ts';
import { ok, type Route } from './route.ts';
import { listedSites, siteOfPath } from './sight.ts';
import { siteView } from './site-view.ts';
import type { DattoSite } from './store.ts';

const siteFields = {
  name: z.string().trim().min(1),
  description: z.string().nullish(),
  notes: z.string().nullish(),
  onDemand: z.boolean().nullish(),
  splashtopAutoInstall: z.boolean().nullish(),
};
const siteRequest = z.object(siteFields);
const createSiteRequest = z.object({
  ...siteFields,
  proxySettings: z
    .object({
      host: z.string().optional(),
      port: z.int().optional(),
      type: z.enum(['http', 'socks4', 'socks5']).optional(),
      username: z.string().optional(),
      password: z.string().optional(),
    })
    .nullish(),
});

/** What a site has where the request leaves a property out. */
function withDefaults(body: z.infer<typeof siteRequest>) {
  return {
    name: body.name,
    description: body.description ?? '',
    notes: body.notes ?? null,
    onDemand: body.onDemand ?? false,
    splashtopAutoInstall: body.splashtopAutoInstall ?? false,
  };
}

export const siteRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/v2/account/sites',
    handle: (request) => {
      const siteName = request.query.get('siteName');
      const sites = listedSites(request).filter((site) => like(request, site.name, siteName));
      const inOrder = sorted(request, sites, { id: (site) => site.id, name: (site) => site.name });
      return page(request, 'sites', inOrder, siteView(request), ['siteName']);
    },
  },
  {
    method: 'PUT',
    template: '/v2/site',
    writeKey: 'site-create',
    handle: (request) => {
      const { store, credential, switches } = request;
      const body = parseBody(createSiteRequest, request.body);
      if (credential.siteUids !== null) throw new DattoError(403, 'The user may not create sites');
      if (
        switches.get('dattoRmm.duplicateSiteName') === 'conflict' &&
        store.sites
          .all()
          .some((other) => other.accountUid === credential.accountUid && other.name === body.name)
      ) {
        throw new DattoError(409, 'A site of this name exists');
      }
      const site: DattoSite = {
        id: store.nextSiteId(),
        uid: store.nextUid(),
        accountUid: credential.accountUid,
        ...withDefaults(body),
        proxySettings: body.proxySettings ?? null,
        autotaskCompanyName: null,
        autotaskCompanyId: null,
        system: null,
      };
      store.sites.put(site);
      return ok(siteView(request)(site), effect('create', site));
    },
  },
  {
    method: 'GET',
    template: '/v2/site/{siteUid}',
    handle: (request) => ok(siteView(request)(siteOfPath(request))),
  },
  {
    method: 'POST',
    template: '/v2/site/{siteUid}',
    writeKey: 'site-update',
    handle: (request) => {
      const before = siteOfPath(request);
      // The update replaces: what the request leaves out is wiped to its default (datto-rmm.md 5.3).
      const site = { ...before, ...withDefaults(parseBody(siteRequest, request.body)) };
      request.store.sites.put(site);
      return ok(siteView(request)(site), effect('update', site));
    },
  },
];

function effect(verb: 'create' | 'update', site: DattoSite) {
  return { verb, kind: 'site', id: site.uid, name: site.name } as const;
}
