import {
  getCondition,
  releaseKind,
  type ReleaseResourceStatus,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  DeploymentSnapshot,
  ObservedObject,
} from '../domain/ComponentSnapshot';
import { commandAnnotations } from '../domain/commandAnnotations';
import type { Binding } from './bindings';
import { endpointAccesses } from './endpointAccesses';
import { releaseContents } from './releaseContents';
import { releaseIdentity } from './releaseIdentity';

/** What a binding, its artifact and its Release say of a component in an environment. */
export function deploymentSnapshot(
  reader: ResourceReader,
  binding: Binding,
): DeploymentSnapshot {
  const { metadata, spec, status } = binding;
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return {
    environment: spec.environment,
    binding: {
      name: metadata.name,
      resourceVersion: metadata.resourceVersion ?? '',
    },
    createdAt: metadata.creationTimestamp,
    generation: metadata.generation,
    isBeingDeleted: metadata.deletionTimestamp !== undefined,
    managedBy: owner && `${owner.kind} ${owner.name}`,
    requestedBy: metadata.annotations?.[commandAnnotations.requestedBy],
    intent: spec.releaseState,
    contents: releaseContents(binding),
    release: releaseIdentity(reader, binding),
    ready: getCondition(status?.conditions, 'Ready'),
    endpoints: (status?.endpoints ?? []).flatMap(endpointAccesses),
    objects: observedObjects(reader, binding),
  };
}

function observedObjects(
  reader: ResourceReader,
  { metadata, spec }: Binding,
): ObservedObject[] | undefined {
  const { projectName, componentName } = spec.owner;
  const releases = reader
    .byIndex(
      releaseKind,
      'component',
      indexValue(metadata.namespace ?? '', projectName, componentName),
    )
    .filter(release => release.spec.environmentName === spec.environment);
  const release =
    releases.find(({ metadata: { name } }) => name === metadata.name) ??
    releases[0];
  return release && (release.status?.resources ?? []).map(observedObject);
}

function observedObject({
  kind,
  name,
  namespace,
  status,
  healthStatus,
  trouble,
}: ReleaseResourceStatus): ObservedObject {
  return {
    kind,
    name,
    namespace,
    status,
    health: healthOf(healthStatus),
    message: trouble?.message,
    trouble,
  };
}

function healthOf(word: string | undefined): ObservedObject['health'] {
  switch (word) {
    case 'Healthy':
    case 'Progressing':
    case 'Degraded':
    case 'Suspended':
      return word;
    default:
      return 'Unknown';
  }
}
