import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { recentPromotions } from '../adapter-base/promotions/promotionSource';
import { rejectedOf } from '../adapter-base/rejectedOf';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { bindingsOf } from './bindings';
import { latestBuild } from './builds';
import { workloadKind } from './componentKinds';
import { findComponent, typeNameOf } from './components';
import { peersOf } from './connections';
import { deploymentSnapshot } from './deploymentSnapshot';
import { displayNameOf, environmentsOf } from './environments';
import { pipelineOf } from './pipelineOf';
import { promotionView } from './promotionView';
import { workloadContents } from './releaseContents';
import { releasesOf } from './releases';

/** OpenChoreo 1.x neither suspends nor restarts. */
const actions: ComponentSnapshot['actions'] = new Set([
  'Deploy',
  'Promote',
  'Roll back',
  'Undeploy',
]);

/**
 * The state of a component in an OpenChoreo 1.x.
 *
 * @returns undefined when the component does not exist
 */
export function componentSnapshot(
  reader: ResourceReader,
  ref: ComponentRef,
  now: Date,
): ComponentSnapshot | undefined {
  const component = findComponent(reader, ref);
  if (!component) return undefined;
  const { organization, project, component: name } = ref;
  const value = indexValue(organization, project, name);
  const environments = environmentsOf(reader, organization);
  const [workload] = reader.byIndex(workloadKind, 'component', value);
  const bindings = bindingsOf(reader, ref);
  const pipeline = pipelineOf(reader, ref);
  return {
    ref,
    displayName: displayNameOf(component),
    type: typeNameOf(component),
    ...pipeline,
    environments,
    latestBuild: latestBuild(reader, value),
    workload: workload && workloadContents(workload.spec),
    deployments: bindings.map(binding =>
      deploymentSnapshot(
        reader,
        binding,
        environments.get(binding.spec.environment),
        now,
      ),
    ),
    actions,
    apis: [],
    peers: peersOf(reader, ref),
    managedResources: new Map(),
    releases: releasesOf(reader, value),
    promotions: recentPromotions(
      reader,
      ref,
      [
        ...(pipeline.pipeline?.environments ?? []),
        ...bindings.map(({ spec }) => spec.environment),
      ],
      promotionView,
    ),
    rejected: rejectedOf(reader, value),
  };
}
