import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  catalogServiceMock,
  type CatalogServiceMock,
} from '@backstage/plugin-catalog-node/testUtils';
import {
  openchoreoAnnotations,
  originLocation,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  unitEntityRefs,
  type CatalogUnit,
  type CatalogUnitKey,
} from '@promenade/backstage-plugin-openchoreo-node';

type UnitSource = { get(key: CatalogUnitKey): CatalogUnit | undefined };

/**
 * A catalog that has the entity of each unit, as the catalog module writes it, and some others. An entity of the organization
 * is in the namespace `default`, too, as the examples and templates name it.
 */
export function platformCatalog(
  organization: string,
  units: UnitSource,
  others: readonly Entity[] = [],
): CatalogServiceMock {
  const find = (ref: Parameters<typeof parseEntityRef>[0]) => {
    const parsed = parseEntityRef(ref);
    const other = others.find(
      ({ kind, metadata }) =>
        kind.toLocaleLowerCase('en-US') === parsed.kind &&
        metadata.name === parsed.name,
    );
    if (other) return other;
    const key = unitKey(organization, parsed);
    const unit = key && units.get(key);
    const isEntityOfUnit =
      parsed.kind !== 'api' ||
      (unit && unitEntityRefs(unit).includes(stringifyEntityRef(parsed)));
    return unit && isEntityOfUnit ? entityOf(unit, parsed) : undefined;
  };
  return catalogServiceMock.mock({
    // No entity of another location has joined a component.
    getEntities: async () => ({ items: [] }),
    getEntityByRef: async ref => find(ref),
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(find),
    }),
  });
}

/** The types of units whose entities are of kind Resource. */
const resourceTypes = [
  'environment',
  'data-plane',
  'deployment-pipeline',
] as const;

interface EntityName {
  kind: string;
  namespace: string;
  name: string;
}

function unitKey(
  organization: string,
  { kind, namespace, name }: EntityName,
): CatalogUnitKey | undefined {
  const owner = namespace === 'default' ? organization : namespace;
  const isDomain = kind.toLocaleLowerCase('en-US') === 'domain';
  if (isDomain)
    return { type: 'organization', organization: owner, name: owner };
  if (owner !== organization) return undefined;
  switch (kind.toLocaleLowerCase('en-US')) {
    case 'api': {
      // An API of an endpoint is a part of its component.
      const [component, endpoint] = name.split('.');
      return endpoint
        ? { type: 'component', organization, name: component }
        : { type: 'api', organization, name };
    }
    case 'system':
      return { type: 'project', organization, name };
    case 'component':
      return { type: 'component', organization, name };
    default: {
      const type = resourceTypes.find(each => name.startsWith(`${each}-`));
      return type && { type, organization, name: name.slice(type.length + 1) };
    }
  }
}

const nameAnnotations: Partial<Record<CatalogUnit['type'], string>> = {
  project: openchoreoAnnotations.project,
  component: openchoreoAnnotations.component,
  environment: openchoreoAnnotations.environment,
  'data-plane': openchoreoAnnotations.dataPlane,
  'deployment-pipeline': openchoreoAnnotations.deploymentPipeline,
};

function entityOf(unit: CatalogUnit, entityName: EntityName): Entity {
  const annotation = nameAnnotations[unit.type];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: entityName.kind,
    metadata: {
      namespace: entityName.namespace,
      name: entityName.name,
      annotations: {
        'backstage.io/managed-by-origin-location': originLocation,
        [openchoreoAnnotations.organization]: unit.organization,
        ...(annotation && { [annotation]: unit.name }),
        ...(unit.type === 'component' && {
          [openchoreoAnnotations.project]: unit.project,
        }),
        ...(unit.uid && { [openchoreoAnnotations.uid]: unit.uid }),
      },
    },
  };
}

const baseUnit = { resourceKind: 'Any', owners: [] };

/** The units of an organization without a cluster: project `tram` with some components, three environments and a pipeline. */
export function sampleUnits(organization: string): UnitSource {
  const names: Partial<Record<CatalogUnit['type'], readonly string[]>> = {
    organization: [organization],
    project: ['tram'],
    component: ['alerts', 'departures'],
    environment: ['development', 'staging', 'production'],
    'deployment-pipeline': ['default'],
  };
  return {
    get({ type, organization: owner, name }) {
      if (owner !== organization || !names[type]?.includes(name)) {
        return undefined;
      }
      const base = {
        ...baseUnit,
        organization,
        name,
        uid: `uid-of-${type}-${name}`,
      };
      switch (type) {
        case 'organization':
        case 'environment':
          return { ...base, type };
        case 'project':
          return { ...base, type, deploymentPipeline: 'default' };
        case 'deployment-pipeline':
          return { ...base, type, environments: [] };
        default:
          return {
            ...base,
            type: 'component',
            project: 'tram',
            componentType: 'Service',
            endpoints: [],
            apis: [],
            connections: {
              components: [],
              endpoints: [],
              managedResources: [],
            },
          };
      }
    },
  };
}
