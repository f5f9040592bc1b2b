import {
  getCondition,
  observedObjects,
  releaseKind,
  type Condition,
  type Release,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  DeploymentSnapshot,
  EnvironmentSnapshot,
} from '../domain/ComponentSnapshot';
import { commandAnnotations } from '../domain/commandAnnotations';
import { endpointAccesses } from './apis';
import type { Binding } from './bindings';
import {
  deploymentStatus,
  observedObject,
} from '../adapter-base/deploymentStatus';
import { environmentOverrides, releaseContents } from './releaseContents';
import { releaseIdentity } from './releaseIdentity';
import { taskSchedule } from './taskSchedule';

/**
 * A component in an environment, from its binding, artifact and Release.
 *
 * @param environment - undefined when it does not exist
 */
export function deploymentSnapshot(
  reader: ResourceReader,
  binding: Binding,
  environment: EnvironmentSnapshot | undefined,
  now: Date,
): DeploymentSnapshot {
  const { metadata, spec, status } = binding;
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  const release = releaseOf(reader, binding);
  const resources = release && observedObjects(release);
  const observed = {
    createdAt: metadata.creationTimestamp,
    isBeingDeleted: metadata.deletionTimestamp !== undefined,
    intent: spec.releaseState,
    ready: getCondition(status?.conditions, 'Ready'),
  };
  return {
    ...observed,
    environment: spec.environment,
    binding: {
      name: metadata.name,
      resourceVersion: metadata.resourceVersion ?? '',
    },
    generation: metadata.generation,
    resources: { bindingKind: binding.kind, release: release?.metadata.name },
    managedBy: owner && `${owner.kind} ${owner.name}`,
    requestedBy: metadata.annotations?.[commandAnnotations.requestedBy],
    contents: releaseContents(binding),
    overrides: environmentOverrides(spec.envOverrides),
    release: releaseIdentity(reader, binding),
    status: deploymentStatus({
      ...observed,
      generation: metadata.generation,
      resources,
      isDataPlaneUnreachable: environment?.dataPlane?.unreachable !== undefined,
      now,
    }),
    schedule: taskSchedule(binding, release),
    warning: configurationWarning(status?.conditions),
    endpoints: (status?.endpoints ?? []).flatMap(endpointAccesses),
    objects: resources?.map(observedObject),
  };
}

function configurationWarning(
  conditions: Condition[] | undefined,
): string | undefined {
  const condition = getCondition(conditions, 'ConfigurationWarnings');
  return condition?.status === 'True' ? condition.message : undefined;
}

/** The Release of a binding, and not that of its canary. */
function releaseOf(
  reader: ResourceReader,
  { metadata, spec }: Binding,
): Release | undefined {
  const { projectName, componentName } = spec.owner;
  const releases = reader
    .byIndex(
      releaseKind,
      'component',
      indexValue(metadata.namespace ?? '', projectName, componentName),
    )
    .filter(release => release.spec.environmentName === spec.environment);
  return (
    releases.find(({ metadata: { name } }) => name === metadata.name) ??
    releases[0]
  );
}
