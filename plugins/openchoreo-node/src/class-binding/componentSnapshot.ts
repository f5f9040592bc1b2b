import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  componentKind,
  deployableArtifactKind,
  displayedTypeOf,
  workloadKind,
  type DeployableArtifact,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type {
  ComponentSnapshot,
  ReleaseSnapshot,
} from '../domain/ComponentSnapshot';
import { apisOf } from './apis';
import { bindingsOf } from './bindings';
import { latestBuild } from './buildSnapshot';
import { commitOf } from './commitOf';
import { managedResourcesOf, peersOf } from './connections';
import { oldestFirst } from '../adapter-base/creationOrder';
import { rejectedOf } from '../adapter-base/rejectedOf';
import { deploymentSnapshot } from './deploymentSnapshot';
import { environmentsOf } from './environmentDetails';
import { pipelineOf } from './pipelineOf';
import { workloadContents } from './releaseContents';
import { recentPromotions } from '../adapter-base/promotions/promotionSource';
import { promotionView } from './promotionView';

/**
 * The state of a component in an OpenChoreo v0.3.2 with the extensions of the control plane.
 *
 * @returns undefined when the component does not exist
 */
export function componentSnapshot(
  reader: ResourceReader,
  ref: ComponentRef,
  now: Date,
): ComponentSnapshot | undefined {
  const { organization, project, component: name } = ref;
  const component = reader.get(componentKind, {
    namespace: organization,
    name,
  });
  if (component?.spec.owner.projectName !== project) return undefined;
  const value = indexValue(organization, project, name);
  const environments = environmentsOf(reader, organization);
  const pipeline = pipelineOf(reader, ref);
  const bindings = bindingsOf(reader, ref);
  const [workload] = reader.byIndex(workloadKind, 'component', value);
  return {
    ref,
    displayName: component.metadata.annotations?.[annotations.displayName],
    type: displayedTypeOf(component.spec),
    ...pipeline,
    environments,
    latestBuild: latestBuild(reader, value),
    workload: workload && workloadContents(workload.spec),
    deployments: bindings.map(({ binding }) =>
      deploymentSnapshot(
        reader,
        binding,
        environments.get(binding.spec.environment),
        now,
      ),
    ),
    apis: apisOf(reader, value),
    peers: peersOf(reader, ref),
    managedResources: managedResourcesOf(reader, ref),
    releases: releasesOf(reader, value),
    promotions: recentPromotions(
      reader,
      ref,
      [
        ...(pipeline.pipeline?.environments ?? []),
        ...bindings.map(({ binding }) => binding.spec.environment),
      ],
      promotionView,
    ),
    commit: commitOf(
      reader,
      component,
      value,
      pipeline.pipeline?.environments[0],
    ),
    rejected: rejectedOf(reader, value),
  };
}

/** How many releases a snapshot has. Two environments are compared by their distance among these. */
const maxReleases = 200;

function releasesOf(
  reader: ResourceReader,
  component: string,
): ReleaseSnapshot[] {
  const latest: DeployableArtifact[] = [];
  for (const artifact of reader.newestFirst(
    deployableArtifactKind,
    'component',
    component,
  )) {
    latest.push(artifact);
    if (latest.length === maxReleases) break;
  }
  return latest.sort(oldestFirst).flatMap(({ metadata, spec }) =>
    spec.contentHash
      ? {
          name: metadata.name,
          hash: spec.contentHash,
          createdAt: metadata.creationTimestamp,
        }
      : [],
  );
}
