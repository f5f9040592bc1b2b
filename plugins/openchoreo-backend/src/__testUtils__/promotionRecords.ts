import type {
  ComponentRef,
  PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  PromotionSource,
} from '@promenade/backstage-plugin-openchoreo-node';

/** A promotion that awaits approval. */
export function aPromotion(
  name: string,
  component: ComponentRef,
  parts: Partial<PromotionRecord> = {},
): PromotionRecord {
  return {
    component,
    name,
    type: 'Promote',
    from: 'staging',
    to: 'production',
    artifact: 'greeter-1',
    requestedBy: 'user:default/rob',
    isRequesterVerified: true,
    phase: 'AwaitingApproval',
    steps: [],
    gates: [],
    approvals: [],
    transitions: [],
    startedAt: '2026-03-01T12:00:00Z',
    ...parts,
  };
}

/** Promotions in memory, the newest first. */
export function promotionSourceOf(
  records: () => readonly PromotionRecord[],
): PromotionSource {
  return {
    get: ({ component }, name) =>
      records().find(
        record =>
          record.name === name && record.component.component === component,
      ),
    find: (organization, name) =>
      records().find(
        record =>
          record.name === name &&
          record.component.organization === organization,
      ),
    *list({ organization, project, component }, after) {
      const inScope = records().filter(
        record =>
          record.component.organization === organization &&
          (!project || record.component.project === project) &&
          (!component || record.component.component === component),
      );
      const start = inScope.findIndex(({ name }) => name === after) + 1;
      for (const promotion of inScope.slice(start)) {
        const { name: cursor, startedAt: requestedAt } = promotion;
        yield { cursor, requestedAt, promotion };
      }
    },
    awaitingApproval: () =>
      records().filter(({ phase }) => phase === 'AwaitingApproval'),
    releases: () => ({}),
    revisions: () => [],
  };
}

/** A component with the environments staging and production. */
export function aSnapshot(
  ref: ComponentRef,
  promotions: ComponentSnapshot['promotions'] = [],
): ComponentSnapshot {
  const environments = ['staging', 'production'];
  return {
    ref,
    pipeline: {
      name: 'default',
      environments,
      edges: [{ from: 'staging', to: 'production', requiresApproval: true }],
    },
    environments: new Map(
      environments.map(name => [
        name,
        { name, isProduction: name === 'production' },
      ]),
    ),
    deployments: [],
    apis: [],
    peers: [],
    managedResources: new Map(),
    releases: [],
    promotions,
    rejected: [],
  };
}
