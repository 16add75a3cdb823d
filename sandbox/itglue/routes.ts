import { catalogueRoutes } from './catalogues.ts';
import { configurationRoutes } from './configurations.ts';
import { flexibleAssetFieldRoutes } from './flexible-asset-fields.ts';
import { flexibleAssetTypeRoutes } from './flexible-asset-types.ts';
import { flexibleAssetRoutes } from './flexible-assets.ts';
import { interfaceRoutes } from './interfaces.ts';
import { locationRoutes } from './locations.ts';
import { modelRoutes } from './models.ts';
import { operatingSystemRoutes } from './operating-systems.ts';
import { organizationRoutes } from './organizations.ts';
import { relatedItemRoutes } from './related-items.ts';
import type { Route } from './route.ts';
import { userRoutes } from './users.ts';

/** Every call that is simulated. */
export const routes: readonly Route[] = [
  ...organizationRoutes,
  ...configurationRoutes,
  ...interfaceRoutes,
  ...catalogueRoutes,
  ...modelRoutes,
  ...operatingSystemRoutes,
  ...locationRoutes,
  ...userRoutes,
  ...flexibleAssetTypeRoutes,
  ...flexibleAssetFieldRoutes,
  ...flexibleAssetRoutes,
  ...relatedItemRoutes,
];
