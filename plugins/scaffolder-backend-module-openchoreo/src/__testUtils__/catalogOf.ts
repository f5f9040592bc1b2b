import type { Entity } from '@backstage/catalog-model';
import {
  catalogServiceMock,
  type CatalogServiceMock,
} from '@backstage/plugin-catalog-node/testUtils';

/** What the catalog shows, or will: it is not told when something is made. */
const projects = ['tram', 'ferry', 'metro'];
const components = ['departures', 'alerts', 'recorder', 'cut'];

/**
 * What the catalog module would show of an organization: under its own name and, for examples and templates to name it, as
 * `default`.
 */
export function entitiesOf(organization: string): Entity[] {
  return ['default', organization].flatMap(namespace =>
    entities(namespace, organization),
  );
}

/** A catalog that shows an organization. */
export function catalogOf(organization: string): CatalogServiceMock {
  return catalogServiceMock({ entities: entitiesOf(organization) });
}

function entities(namespace: string, organization: string): Entity[] {
  const entity = (
    kind: string,
    name: string,
    annotations: Record<string, string>,
  ): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      namespace,
      name,
      annotations: {
        'openchoreo.dev/organization': organization,
        ...annotations,
      },
    },
  });
  return [
    entity('Domain', namespace, {}),
    ...projects.map(name =>
      entity('System', name, { 'openchoreo.dev/project': name }),
    ),
    ...components.map(name =>
      entity('Component', name, {
        'openchoreo.dev/project': 'tram',
        'openchoreo.dev/component': name,
      }),
    ),
    ...['development', 'staging', 'production'].map(name =>
      entity('Resource', `environment-${name}`, {
        'openchoreo.dev/environment': name,
      }),
    ),
    entity('Resource', 'deployment-pipeline-default', {
      'openchoreo.dev/deployment-pipeline': 'default',
    }),
  ];
}
