import { isDeepStrictEqual } from 'node:util';
import {
  clusterComponentTypeKind,
  componentTypeKind,
} from '@promenade/openchoreo-model';
import { traitKinds, typesThatAllow } from '../adapter-base/allowedTraits';
import {
  componentsOf,
  createCatalogUnits,
  defineUnit,
  unitKeys,
  type UnitDefinition,
} from '../adapter-base/unitDefinitions';
import { indexValue } from '../cache/indexes';
import type { ResourceChange, ResourceReader } from '../cache/ResourceReader';
import type { CatalogUnitKey } from '../domain/CatalogUnit';
import { componentOf } from './bindings';
import { buildComponentUnit } from './buildComponentUnit';
import {
  buildEnvironmentUnit,
  buildOrganizationUnit,
  buildPipelineUnit,
  buildPlaneUnit,
  buildProjectUnit,
  buildTypeUnit,
} from './buildUnit';
import {
  componentKind,
  componentReleaseKind,
  workloadKind,
} from './componentKinds';
import { releaseBindingKind } from './deploymentKinds';
import {
  clusterDataPlaneKind,
  dataPlaneKind,
  deploymentPipelineKind,
  environmentKind,
  type Environment,
} from './platformKinds';
import { namespaceKind, projectKind } from './tenantKinds';

const planeKinds = [dataPlaneKind, clusterDataPlaneKind];

const definitions: readonly UnitDefinition[] = [
  defineUnit('organization', namespaceKind, {
    unit: buildOrganizationUnit,
    dependents: (reader, { object: { metadata } }) =>
      definitions.flatMap(({ type, kind }) =>
        unitKeys(type, reader.byIndex(kind, 'organization', metadata.name)),
      ),
  }),
  defineUnit('project', projectKind, {
    unit: buildProjectUnit,
    dependents: (reader, { object: { metadata } }) =>
      unitKeys(
        'component',
        reader.byIndex(
          componentKind,
          'project',
          indexValue(metadata.namespace ?? '', metadata.name),
        ),
      ),
  }),
  defineUnit('component', componentKind, {
    needs: [
      projectKind,
      workloadKind,
      componentReleaseKind,
      releaseBindingKind,
      environmentKind,
      ...planeKinds,
    ],
    unit: buildComponentUnit,
  }),
  defineUnit('environment', environmentKind, {
    needs: planeKinds,
    unit: buildEnvironmentUnit,
    dependents: (reader, change) =>
      isDeepStrictEqual(change.old?.spec, change.object.spec)
        ? []
        : deployedIn(reader, change),
  }),
  defineUnit('data-plane', dataPlaneKind, {
    unit: (plane, reader) => buildPlaneUnit('data-plane', plane, reader),
    dependents: environmentsOn,
  }),
  defineUnit('cluster-data-plane', clusterDataPlaneKind, {
    unit: (plane, reader) =>
      buildPlaneUnit('cluster-data-plane', plane, reader),
    dependents: environmentsOn,
  }),
  defineUnit('deployment-pipeline', deploymentPipelineKind, {
    unit: buildPipelineUnit,
  }),
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

/** The units of the catalog of an OpenChoreo 1.x. */
export const catalogUnits = createCatalogUnits({
  definitions,
  organizationKind: namespaceKind,
  parts: new Map([
    ...[workloadKind, releaseBindingKind].map(
      ({ kind }) => [kind, componentsOf] as const,
    ),
    ...traitKinds.map(({ kind }) => [kind, typesThatAllow] as const),
  ]),
});

/** The environments on a data plane, and what is deployed there. Its status makes no difference. */
function environmentsOn(
  reader: ResourceReader,
  { type, object, old }: ResourceChange,
): CatalogUnitKey[] {
  const { metadata, kind } = object;
  if (
    type === 'updated' &&
    isDeepStrictEqual(old?.metadata.annotations, metadata.annotations)
  ) {
    return [];
  }
  const environments = metadata.namespace
    ? reader.byIndex(environmentKind, 'organization', metadata.namespace)
    : reader.list(environmentKind);
  const own = environments.filter(
    ({ spec: { dataPlaneRef } }: Environment) =>
      dataPlaneRef.kind === kind && dataPlaneRef.name === metadata.name,
  );
  return [
    ...unitKeys('environment', own),
    ...own.flatMap(environment => deployedIn(reader, { object: environment })),
  ];
}

/** The components that are deployed in an environment. */
function deployedIn(
  reader: ResourceReader,
  { object: { metadata } }: Pick<ResourceChange, 'object'>,
): CatalogUnitKey[] {
  return reader
    .byIndex(
      releaseBindingKind,
      'environment',
      indexValue(metadata.namespace ?? '', metadata.name),
    )
    .map(componentOf)
    .map(({ organization, component: name }) => ({
      type: 'component',
      organization,
      name,
    }));
}
