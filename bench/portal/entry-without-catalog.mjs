// A backend that has the pages' REST API, and a catalog that does not follow the platform: what its reads cost, without the catalog's work.
import { loadPackage } from '../lib/load-package.mjs';

const { createBackend } = loadPackage('@backstage/backend-defaults');

const backend = createBackend();
for (const feature of [
  '@backstage/plugin-auth-backend',
  '@backstage/plugin-auth-backend-module-guest-provider',
  '@backstage/plugin-permission-backend',
  '@backstage/plugin-permission-backend-module-allow-all-policy',
  '@backstage/plugin-catalog-backend',
  '@promenade/backstage-plugin-openchoreo-backend',
])
  backend.add(loadPackage(feature).default);
await backend.start();
