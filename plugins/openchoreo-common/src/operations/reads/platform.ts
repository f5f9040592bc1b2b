import { z } from 'zod';
import { homeSchema } from '../../home';
import { platformReadPermission } from '../../permissions';
import { platformOverviewSchema } from '../../platformOverview';
import {
  catalogHealthSchema,
  healthSchema,
  rejectedReportSchema,
} from '../../rejected';
import { audit, declareRead, get, wholeAnswer } from '../ReadDeclaration';

const getHome = declareRead({
  name: 'get-home',
  title: 'Get what the caller has to look at',
  description:
    'Returns the promotions that the caller can approve, the deployments of components that the caller or a group of the caller owns and that need attention, the newest promotions, and the projects of those components with their states. Use it to learn what needs a person now.',
  resource: 'platform',
  permission: 'signed-in',
  input: z.object({}),
  output: homeSchema,
  http: get('/home'),
  audit: audit('deployment-fetch', 'home'),
  agent: wholeAnswer(homeSchema),
});

const getPlatform = declareRead({
  name: 'get-platform',
  title: 'Get what of the platform needs an engineer',
  description:
    'Returns for all organizations the deployments that are stuck, by reason; whether data planes and build planes can be reached; and the promotions and builds that have not ended. Of components only those that the caller may see. Use it to find what many failures have in common.',
  resource: 'platform',
  permission: platformReadPermission,
  input: z.object({}),
  output: platformOverviewSchema,
  http: get('/platform'),
  audit: audit('platform-fetch', 'overview'),
  agent: wholeAnswer(platformOverviewSchema),
});

const listRejected = declareRead({
  name: 'list-rejected',
  title: 'List the rejected resources',
  description:
    'The resources of all organizations that do not match their schema, with the field and the error.',
  resource: 'platform',
  permission: platformReadPermission,
  input: z.object({}),
  output: rejectedReportSchema,
  http: get('/rejected'),
  audit: audit('platform-fetch', 'rejected'),
});

const getOpenApi = declareRead({
  name: 'get-open-api',
  title: 'Get this OpenAPI document',
  description: 'The OpenAPI document of the plugin.',
  resource: 'platform',
  permission: 'signed-in',
  input: z.object({}),
  output: z.looseObject({ openapi: z.string() }),
  http: get('/openapi.json'),
});

const getHealth = declareRead({
  name: 'get-health',
  title: 'Get the health of the plugin',
  description:
    'Status 200 while the resource cache is live, 503 otherwise. Needs no credentials.',
  resource: 'platform',
  permission: 'public',
  input: z.object({}),
  output: healthSchema,
  http: get('/health'),
});

const getCatalogHealth = declareRead({
  name: 'get-catalog-health',
  title: 'Get the health of the catalog sync',
  description:
    'For monitors. Status 200 while the catalog follows the control plane, 503 when somebody has to do something. Needs no credentials. `GET /catalog-sync` tells what.',
  resource: 'platform',
  permission: 'public',
  input: z.object({}),
  output: catalogHealthSchema,
  http: get('/health/catalog'),
});

/** The reads of the platform and of the plugin. */
export const platformReads = {
  getHome,
  getPlatform,
  listRejected,
  getOpenApi,
  getHealth,
  getCatalogHealth,
};
