import { z } from 'zod';
import { catalogSyncSchema } from '../../catalogSync';
import { platformReadPermission } from '../../permissions';
import { audit, declareRead, get } from '../ReadDeclaration';

const getCatalogSync = declareRead({
  name: 'get-catalog-sync',
  title: 'Get the state of the catalog sync',
  description:
    'How the catalog follows the control plane: the watch, the last comparison, entities by kind, waiting changes, removals that are held back, and rejected resources. Of the instance of the backend that responds.',
  resource: 'platform',
  permission: platformReadPermission,
  input: z.object({}),
  output: catalogSyncSchema,
  http: get('/catalog-sync'),
  audit: audit('platform-fetch', 'catalog-sync'),
  live: { refreshMs: 5_000 },
});

/** The reads of the catalog sync. */
export const catalogReads = { getCatalogSync };
