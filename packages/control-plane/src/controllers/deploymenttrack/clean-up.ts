import {
  DeploymentTrack,
  KubernetesObject,
  ProjectComponentOwner,
  buildKind,
  deployableArtifactKind,
  labelValue,
  labels,
  promotionKind,
  textAt,
  trackName,
  trackOf,
  workloadKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { listBindings } from '../../core/component-type/bindings';
import {
  bindingTypes,
  classTypes,
} from '../../core/component-type/binding-types';
import { commitDeletion } from '../../core/gitops/commit-deletion';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { Read, TypedResource } from '../../runtime/read';
import { Write } from '../../runtime/write';

/** The kinds whose objects the state of a track depends on. */
export const shownKinds: readonly TypedResource<Binding>[] = bindingTypes.map(
  ({ bindingKind }) => bindingKind,
);

const deployingKinds = classTypes.map(({ resourceKind }) => resourceKind);

/** The kinds whose objects are deleted with their track. Releases and Endpoints are deleted with their binding. */
export const cleanedKinds = [workloadKind, ...deployingKinds, ...shownKinds];

/**
 * Deletes the objects of a track: what it deploys, its Workloads, and then its artifacts that nothing refers to. Objects of other
 * tracks stay, and so do promotions, which are the history.
 *
 * @param withBuilds - whether its Builds are deleted, too
 * @returns what still exists, as `Kind "name"`
 */
export async function cleanUpTrack(
  track: DeploymentTrack,
  owner: ProjectComponentOwner,
  withBuilds: boolean,
  read: Read,
  write: Write,
): Promise<string[]> {
  const { namespace = '' } = track.metadata;
  const name = trackName(track);
  const value = componentIndexValue(namespace, owner);
  const kinds: readonly TypedResource<KubernetesObject>[] = [
    ...cleanedKinds,
    ...(withBuilds ? [buildKind] : []),
  ];
  const isOfTrack = (object: KubernetesObject) =>
    textAt(object, 'spec.deploymentTrack') === name;
  const remaining = await deleteIndexed(
    kinds,
    indexes.component,
    value,
    read,
    write,
    isOfTrack,
  );
  if (remaining.length > 0) return remaining;
  const used = new Set([
    ...listBindings(read, namespace, owner).flatMap(({ binding: { spec } }) => [
      spec.artifactRef,
      spec.canary?.artifactRef,
    ]),
    ...read
      .byIndex(promotionKind, indexes.component, value)
      .flatMap(({ spec, status }) => [
        spec.artifactRef,
        status?.previousArtifactRef,
      ]),
  ]);
  for (const artifact of read.byIndex(
    deployableArtifactKind,
    indexes.component,
    value,
  )) {
    if (trackOf(artifact) === name && !used.has(artifact.metadata.name)) {
      await write.remove(deployableArtifactKind, artifact);
    }
  }
  return [];
}

/**
 * Deletes the bindings of a track from the repository of a project in commit mode, so that they are not applied again.
 *
 * @returns what the deletion waits for, as a sentence; undefined when the repository has none of them
 */
export function commitTrackDeletion(
  track: DeploymentTrack,
  owner: ProjectComponentOwner,
  read: Read,
  write: Write,
): Promise<string | undefined> {
  const { namespace = '' } = track.metadata;
  const name = trackName(track);
  return commitDeletion(
    {
      requester: track,
      owner,
      deploymentTrack: name,
      bindings: listBindings(read, namespace, owner)
        .map(({ binding }) => binding)
        .filter(binding => trackOf(binding) === name),
      isForBindings: ({ metadata }) =>
        metadata.labels?.[labels.deploymentTrack] === labelValue(name),
    },
    read,
    write,
  );
}
