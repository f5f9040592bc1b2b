import type {
  CatalogProviderReport,
  CatalogSyncReport,
} from '@promenade/backstage-plugin-openchoreo-common';

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

/** The state of a catalog sync that works. */
export function catalogSync(
  parts: Partial<CatalogSyncReport> = {},
  provider: Partial<CatalogProviderReport> = {},
): CatalogSyncReport {
  return {
    watch: { status: 'live', lastSeen: minutesAgo(0) },
    provider: {
      isWriter: true,
      lastComparison: { at: minutesAgo(4), durationSeconds: 0.21 },
      lastChange: minutesAgo(12),
      entities: [
        { kind: 'api', count: 41 },
        { kind: 'component', count: 28 },
        { kind: 'domain', count: 2 },
        { kind: 'resource', count: 12 },
        { kind: 'system', count: 6 },
        { kind: 'template', count: 9 },
      ],
      waiting: 0,
      unreadTypes: [],
      heldEntities: 0,
      heldRemovals: [],
      heldSources: [],
      ...provider,
    },
    rejected: [],
    canSync: true,
    ...parts,
  };
}

/** A catalog sync with removals that are held back, resources with problems and a kind that is not read. */
export function troubledCatalogSync(): CatalogSyncReport {
  return catalogSync(
    {
      rejected: [
        {
          apiVersion: 'openchoreo.dev/v1alpha1',
          kind: 'Component',
          namespace: 'acme',
          name: 'recommendation-service',
          problems: [
            {
              path: 'spec.owner.projectName',
              message: 'expected a string, received undefined',
            },
          ],
          since: minutesAgo(95),
        },
        {
          apiVersion: 'openchoreo.dev/v1alpha1',
          kind: 'ServiceClass',
          namespace: 'acme',
          name: 'stateful',
          problems: [
            {
              path: '',
              message:
                'The catalog accepted the entity template:acme/service-class-stateful, and does not have it',
            },
          ],
          since: minutesAgo(2),
        },
      ],
    },
    {
      waiting: 25,
      unreadTypes: ['managed-resource'],
      heldEntities: 2,
      heldRemovals: [
        {
          resource: 'component:acme/cart',
          entityRefs: ['component:acme/cart', 'api:acme/cart.http'],
          reason:
            'More than 20 entities and more than 10 % of all were to be removed at once, as after an incomplete read',
          since: minutesAgo(0),
          until: minutesAgo(-0.4),
        },
      ],
    },
  );
}
