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
import { traitKinds, typesThatAllow } from '../adapter-base/allowedTraits';
import {
  componentIndexValues,
  componentsOf,
  createCatalogUnits,
  defineUnit,
  unitKeys,
  type UnitDefinition,
} from '../adapter-base/unitDefinitions';
import { indexValue } from '../cache/indexes';
import type {
  ResourceChange,
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../cache/ResourceReader';
import type { CatalogUnitKey } from '../domain/CatalogUnit';
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
} from './buildUnit';

const definitions: readonly UnitDefinition[] = [
  defineUnit('organization', organizationKind, {
    unit: buildOrganizationUnit,
    dependents: (reader, { object: { metadata } }) =>
      definitions.flatMap(({ type, kind }) =>
        unitKeys(type, reader.byIndex(kind, 'organization', metadata.name)),
      ),
  }),
  defineUnit('project', projectKind, {
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
  defineUnit('component', componentKind, {
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
  defineUnit('api', apiKind, {
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
  defineUnit('environment', environmentKind, {
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
  defineUnit('data-plane', dataPlaneKind, {
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
  defineUnit('build-plane', buildPlaneKind, {
    unit: (plane, reader) => buildPlaneUnit('build-plane', plane, reader),
  }),
  defineUnit('deployment-pipeline', deploymentPipelineKind, {
    needs: [environmentKind],
    unit: buildPipelineUnit,
  }),
  defineUnit('managed-resource', managedResourceKind, {
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
  defineUnit('service-class', serviceClassKind, { unit: buildClassUnit }),
  defineUnit('web-application-class', webApplicationClassKind, {
    unit: buildClassUnit,
  }),
  defineUnit('scheduled-task-class', scheduledTaskClassKind, {
    unit: buildClassUnit,
  }),
  defineUnit('api-class', apiClassKind, { unit: buildApiClassUnit }),
  defineUnit('component-type', componentTypeKind, {
    needs: traitKinds,
    unit: (type, reader) => buildTypeUnit('component-type', type, reader),
  }),
  defineUnit('cluster-component-type', clusterComponentTypeKind, {
    needs: traitKinds,
    unit: (type, reader) =>
      buildTypeUnit('cluster-component-type', type, reader),
  }),
];

/** The units of the catalog of an OpenChoreo v0.3.2. */
export const catalogUnits = createCatalogUnits({
  definitions,
  organizationKind,
  parts: new Map([
    [apiBindingKind.kind, ({ object }) => unitKeys('api', [object])],
    ...[workloadKind, ...classedKinds, ...bindingKinds].map(
      ({ kind }) => [kind, componentsOf] as const,
    ),
    ...traitKinds.map(({ kind }) => [kind, typesThatAllow] as const),
  ]),
});

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
