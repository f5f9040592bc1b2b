import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  componentKind,
  dataPlaneKind,
  deployableArtifactKind,
  environmentKind,
  getCondition,
  promotionKind,
  type Environment,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  ComponentSnapshot,
  EnvironmentSnapshot,
  ReleaseSnapshot,
} from '../domain/ComponentSnapshot';
import { newestFirst, oldestFirst } from './age';
import { apisOf } from './apisOf';
import { bindingsOf } from './bindings';
import { deploymentSnapshot } from './deploymentSnapshot';
import { lookUp, sharedOrganization } from './lookUp';
import { managedResourcesOf } from './managedResourcesOf';
import { peersOf } from './peersOf';
import { pipelineOf } from './pipelineOf';
import { promotionView } from './promotionView';

/**
 * All that an OpenChoreo of classes and bindings knows of a component now.
 *
 * @returns undefined when there is no such component
 */
export function componentSnapshot(
  reader: ResourceReader,
  ref: ComponentRef,
): ComponentSnapshot | undefined {
  const { organization, project, component: name } = ref;
  const component = reader.get(componentKind, {
    namespace: organization,
    name,
  });
  if (component?.spec.owner.projectName !== project) return undefined;
  const value = indexValue(organization, project, name);
  return {
    ref,
    displayName: component.metadata.annotations?.[annotations.displayName],
    type: component.spec.type,
    ...pipelineOf(reader, ref),
    environments: environmentsOf(reader, organization),
    deployments: bindingsOf(reader, ref).map(({ binding }) =>
      deploymentSnapshot(reader, binding),
    ),
    apis: apisOf(reader, value),
    peers: peersOf(reader, ref),
    managedResources: managedResourcesOf(reader, ref),
    releases: releasesOf(reader, value),
    promotions: [...reader.byIndex(promotionKind, 'component', value)]
      .sort(newestFirst)
      .map(promotion => promotionView(reader, promotion)),
    rejected: rejectedOf(reader, value),
  };
}

/** The environments that an organization may use: the shared ones, and over them its own. */
function environmentsOf(
  reader: ResourceReader,
  organization: string,
): Map<string, EnvironmentSnapshot> {
  const found = [sharedOrganization, organization].flatMap(owner =>
    reader.byIndex(environmentKind, 'organization', owner),
  );
  return new Map(
    found.map(environment => [
      environment.metadata.name,
      environmentSnapshot(reader, environment),
    ]),
  );
}

function environmentSnapshot(
  reader: ResourceReader,
  { metadata, spec }: Environment,
): EnvironmentSnapshot {
  return {
    name: metadata.name,
    displayName: metadata.annotations?.[annotations.displayName],
    isProduction: spec.isProduction ?? false,
    dataPlane: spec.dataPlaneRef
      ? dataPlaneSnapshot(reader, metadata.namespace ?? '', spec.dataPlaneRef)
      : undefined,
  };
}

function dataPlaneSnapshot(
  reader: ResourceReader,
  organization: string,
  name: string,
): EnvironmentSnapshot['dataPlane'] {
  const dataPlane = lookUp(reader, dataPlaneKind, organization, name);
  const reachable = getCondition(dataPlane?.status?.conditions, 'Reachable');
  return {
    name,
    simulated:
      dataPlane?.metadata.annotations?.[annotations.simulated] === 'true',
    unreachable:
      reachable?.status === 'False'
        ? { ...reachable, since: reachable.lastTransitionTime }
        : undefined,
  };
}

function releasesOf(
  reader: ResourceReader,
  component: string,
): ReleaseSnapshot[] {
  return [...reader.byIndex(deployableArtifactKind, 'component', component)]
    .sort(oldestFirst)
    .flatMap(({ metadata, spec }) =>
      spec.contentHash
        ? {
            name: metadata.name,
            hash: spec.contentHash,
            createdAt: metadata.creationTimestamp,
          }
        : [],
    );
}

function rejectedOf(reader: ResourceReader, component: string): string[] {
  return reader
    .rejected({ index: 'component', value: component })
    .map(({ kind, name, problems: [{ path, message }] }) => {
      return `${kind} ${name} cannot be used: ${path}: ${message}.`;
    });
}
