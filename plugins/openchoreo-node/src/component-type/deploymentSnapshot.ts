import { getCondition, translateReadiness } from '@promenade/openchoreo-model';
import {
  deploymentStatus,
  observedObject,
} from '../adapter-base/deploymentStatus';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import { commandAnnotations } from '../domain/commandAnnotations';
import type {
  DeploymentSnapshot,
  EnvironmentSnapshot,
} from '../domain/ComponentSnapshot';
import { componentOf } from './bindings';
import {
  renderedReleaseKind,
  type ReleaseBinding,
  type RenderedRelease,
} from './deploymentKinds';
import { endpointAccesses } from './endpoints';
import {
  environmentOverrides,
  releaseContents,
  unknownContents,
} from './releaseContents';
import { releaseIdentity, releaseOf } from './releases';

/**
 * A component in an environment, from its ReleaseBinding, ComponentRelease and RenderedReleases.
 *
 * @param environment - undefined when it does not exist
 */
export function deploymentSnapshot(
  reader: ResourceReader,
  binding: ReleaseBinding,
  environment: EnvironmentSnapshot | undefined,
  now: Date,
): DeploymentSnapshot {
  const { metadata, spec, status } = binding;
  const release = releaseOf(reader, binding);
  const rendered = renderedReleasesOf(reader, binding);
  const [main] = rendered;
  const objects = rendered.length
    ? rendered.flatMap(each => each.status?.resources ?? [])
    : undefined;
  const observed = {
    createdAt: metadata.creationTimestamp,
    isBeingDeleted: metadata.deletionTimestamp !== undefined,
    intent: spec.state,
  };
  return {
    ...observed,
    environment: spec.environment,
    binding: {
      name: metadata.name,
      resourceVersion: metadata.resourceVersion ?? '',
    },
    generation: metadata.generation,
    resources: { bindingKind: binding.kind, release: main?.metadata.name },
    requestedBy: metadata.annotations?.[commandAnnotations.requestedBy],
    contents: release ? releaseContents(release) : unknownContents,
    overrides: environmentOverrides(binding),
    release: spec.releaseName
      ? releaseIdentity(spec.releaseName, spec.owner.componentName)
      : undefined,
    ready: getCondition(status?.conditions, 'Ready'),
    status: deploymentStatus({
      ...observed,
      ready: translateReadiness(status?.conditions, now),
      generation: metadata.generation,
      resources: objects,
      isDataPlaneUnreachable: environment?.dataPlane?.unreachable !== undefined,
      now,
    }),
    endpoints: (status?.endpoints ?? []).flatMap(endpointAccesses),
    objects: objects?.map(observedObject),
  };
}

/** The RenderedReleases of a binding, that of the data plane first. */
export function renderedReleasesOf(
  reader: ResourceReader,
  binding: ReleaseBinding,
): RenderedRelease[] {
  const { organization, project, component } = componentOf(binding);
  return reader
    .byIndex(
      renderedReleaseKind,
      'component',
      indexValue(organization, project, component),
    )
    .filter(({ spec }) => spec.environmentName === binding.spec.environment)
    .sort((a, b) => planeOrder(a) - planeOrder(b));
}

function planeOrder({ spec }: RenderedRelease): number {
  return spec.targetPlane === 'dataplane' ? 0 : 1;
}
