import { isDeepStrictEqual } from 'node:util';
import {
  annotations,
  apiBindingKind,
  apiClassKind,
  apiKind,
  buildPlaneKind,
  clusterComponentTypeKind,
  componentKind,
  componentTypeKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  managedResourceKind,
  organizationKind,
  projectKind,
  scheduledTaskClassKind,
  serviceClassKind,
  webApplicationClassKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import type { CatalogUnits } from '../adapter/PlatformAdapter';
import { indexValue, indexValuesOf } from '../cache/indexes';
import type {
  ResourceChange,
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import type {
  CatalogUnit,
  CatalogUnitKey,
  CatalogUnitType,
} from '../domain/CatalogUnit';
import { sharedOrganization } from '../domain/sharedOrganization';
import {
  buildApiClassUnit,
  buildClassUnit,
  buildTypeUnit,
} from './buildTypeUnit';
import { bindingKinds, type Binding } from './bindings';
import {
  buildApiUnit,
  buildComponentUnit,
  classedKinds,
} from './buildComponentUnit';
import { dataPlaneNameOf } from './buildDeploymentUnit';
import {
  buildEnvironmentUnit,
  buildManagedResourceUnit,
  buildOrganizationUnit,
  buildPipelineUnit,
  buildPlaneUnit,
  buildProjectUnit,
  organizationNameOf,
} from './buildUnit';

/** How the units of a type are made from the resources of a kind. */
interface UnitDefinition {
  type: CatalogUnitType;
  kind: ResourceKind;
  needs: readonly ResourceKind[];
  get(reader: ResourceReader, key: CatalogUnitKey): CatalogUnit | undefined;
  /** Units of other resources that may differ after a change of a resource of the kind. */
  dependents(reader: ResourceReader, change: ResourceChange): CatalogUnitKey[];
}

function define<T extends ResourceObject>(
  type: CatalogUnitType,
  kind: ResourceKind<T>,
  definition: {
    needs?: readonly ResourceKind[];
    unit: (resource: T, reader: ResourceReader) => CatalogUnit | undefined;
    dependents?: UnitDefinition['dependents'];
  },
): UnitDefinition {
  const { needs = [], unit, dependents = () => [] } = definition;
  return {
    type,
    kind,
    needs: [kind, organizationKind, ...needs],
    get(reader, { organization, name }) {
      const namespace = kind.scope === 'Cluster' ? undefined : organization;
      const resource = reader.get(kind, { namespace, name });
      return resource && !resource.metadata.deletionTimestamp
        ? unit(resource, reader)
        : undefined;
    },
    dependents,
  };
}

const definitions: readonly UnitDefinition[] = [
  define('organization', organizationKind, {
    unit: buildOrganizationUnit,
    dependents: (reader, { object: { metadata } }) =>
      definitions.flatMap(({ type, kind }) =>
        unitKeys(type, reader.byIndex(kind, 'organization', metadata.name)),
      ),
  }),
  define('project', projectKind, {
    unit: buildProjectUnit,
    dependents(reader, { object: { metadata } }) {
      const project = indexValue(metadata.namespace ?? '', metadata.name);
      return definitions
        .filter(({ kind }) => kind.owner.project)
        .flatMap(({ type, kind }) =>
          unitKeys(type, reader.byIndex(kind, 'project', project)),
        );
    },
  }),
  define('component', componentKind, {
    needs: [
      projectKind,
      workloadKind,
      apiKind,
      managedResourceKind,
      ...classedKinds,
      ...bindingKinds,
      environmentKind,
      dataPlaneKind,
    ],
    unit: buildComponentUnit,
    dependents: (reader, change) =>
      componentIndexValues(change).flatMap(value =>
        unitKeys('api', reader.byIndex(apiKind, 'component', value)),
      ),
  }),
  define('api', apiKind, {
    needs: [
      projectKind,
      componentKind,
      apiBindingKind,
      environmentKind,
      dataPlaneKind,
    ],
    unit: buildApiUnit,
    dependents: (_, change) => componentsOf(change),
  }),
  define('environment', environmentKind, {
    needs: [dataPlaneKind],
    unit: buildEnvironmentUnit,
    dependents: (reader, change) => [
      ...unitKeys(
        'deployment-pipeline',
        usersOfShared(reader, deploymentPipelineKind, change),
      ),
      ...(isDeepStrictEqual(change.old?.spec, change.object.spec)
        ? []
        : deployedIn(reader, change)),
    ],
  }),
  define('data-plane', dataPlaneKind, {
    unit: (plane, reader) => buildPlaneUnit('data-plane', plane, reader),
    dependents(reader, change) {
      const { old, object } = change;
      const users = usersOfShared(reader, environmentKind, change);
      const isSame =
        old &&
        isSimulated(old) === isSimulated(object) &&
        change.type === 'updated';
      return [
        ...unitKeys('environment', users),
        ...(isSame ? [] : users)
          .filter(user => dataPlaneNameOf(user) === object.metadata.name)
          .flatMap(user => deployedIn(reader, { object: user })),
      ];
    },
  }),
  define('build-plane', buildPlaneKind, {
    unit: (plane, reader) => buildPlaneUnit('build-plane', plane, reader),
  }),
  define('deployment-pipeline', deploymentPipelineKind, {
    needs: [environmentKind],
    unit: buildPipelineUnit,
  }),
  define('managed-resource', managedResourceKind, {
    needs: [projectKind],
    unit: buildManagedResourceUnit,
    dependents: (reader, { object: { metadata } }) =>
      // A connection leads to an entity only while the managed resource exists.
      reader
        .byIndex(workloadKind, 'organization', metadata.namespace ?? '')
        .filter(({ spec }) =>
          Object.values(spec.connections ?? {}).some(
            ({ managed }) => managed?.resource === metadata.name,
          ),
        )
        .flatMap(({ metadata: { namespace = '' }, spec: { owner } }) => ({
          type: 'component',
          organization: namespace,
          name: owner.componentName,
        })),
  }),
  define('service-class', serviceClassKind, { unit: buildClassUnit }),
  define('web-application-class', webApplicationClassKind, {
    unit: buildClassUnit,
  }),
  define('scheduled-task-class', scheduledTaskClassKind, {
    unit: buildClassUnit,
  }),
  define('api-class', apiClassKind, { unit: buildApiClassUnit }),
  define('component-type', componentTypeKind, {
    unit: (type, reader) => buildTypeUnit('component-type', type, reader),
  }),
  define('cluster-component-type', clusterComponentTypeKind, {
    unit: (type, reader) =>
      buildTypeUnit('cluster-component-type', type, reader),
  }),
];

/** The kinds that a component has the entities of. */
const componentParts: ReadonlySet<string> = new Set(
  [workloadKind, ...classedKinds, ...bindingKinds].map(({ kind }) => kind),
);

/** The units of the catalog of an OpenChoreo v0.3.2. */
export const catalogUnits: CatalogUnits = {
  types: Object.fromEntries(
    definitions.map(({ type, kind, needs }) => [type, { kind, needs }]),
  ),
  list: (reader, wanted) =>
    definitions
      .filter(({ type }) => type === wanted)
      .flatMap(({ type, kind }) => unitKeys(type, reader.list(kind))),
  get: (reader, key) =>
    definitions.find(({ type }) => type === key.type)?.get(reader, key),
  affectedBy(reader, change) {
    const { kind } = change.kind;
    if (kind === apiBindingKind.kind) return unitKeys('api', [change.object]);
    if (componentParts.has(kind)) return componentsOf(change);
    return definitions
      .filter(definition => definition.kind.kind === kind)
      .flatMap(({ type, dependents }) => [
        ...unitKeys(type, [change.object]),
        ...dependents(reader, change),
      ]);
  },
};

function unitKeys(
  type: CatalogUnitType,
  resources: readonly ResourceObject[],
): CatalogUnitKey[] {
  return resources.map(({ kind, metadata }) => ({
    type,
    organization: organizationNameOf(kind, metadata),
    name: metadata.name,
  }));
}

/** The components that a resource belongs to and belonged to before the change. */
function componentsOf(change: ResourceChange): CatalogUnitKey[] {
  return componentIndexValues(change).map(value => {
    const [organization, , name] = value.split('/');
    return { type: 'component', organization, name };
  });
}

/** The values of the component index for a resource before and after the change. */
function componentIndexValues({ kind, object, old }: ResourceChange): string[] {
  return [...(old ? [old] : []), object].flatMap(
    version => indexValuesOf(kind, version).component ?? [],
  );
}

/** The resources that may refer to a resource: those of its organization, or all when it is shared. */
function usersOfShared<T extends ResourceObject>(
  reader: ResourceReader,
  kind: ResourceKind<T>,
  { object: { metadata } }: Pick<ResourceChange, 'object'>,
): readonly T[] {
  const organization = metadata.namespace ?? '';
  return organization === sharedOrganization
    ? reader.list(kind)
    : reader.byIndex(kind, 'organization', organization);
}

/** The components and standalone APIs that are deployed in an environment. */
function deployedIn(
  reader: ResourceReader,
  environment: Pick<ResourceChange, 'object'>,
): CatalogUnitKey[] {
  const { name } = environment.object.metadata;
  const bindings = bindingKinds
    .flatMap(kind => usersOfShared<Binding>(reader, kind, environment))
    .filter(({ spec }) => spec.environment === name);
  const apiBindings = usersOfShared(reader, apiBindingKind, environment).filter(
    ({ spec }) => spec.environmentName === name,
  );
  return [
    ...bindings.map(({ metadata, spec }) => ({
      type: 'component' as const,
      organization: metadata.namespace ?? '',
      name: spec.owner.componentName,
    })),
    ...unitKeys('api', apiBindings),
  ];
}

function isSimulated({ metadata }: ResourceObject): boolean {
  return metadata.annotations?.[annotations.simulated] === 'true';
}
