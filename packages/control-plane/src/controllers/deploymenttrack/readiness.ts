import {
  DeploymentTrack,
  ProjectComponentOwner,
  componentKind,
  getCondition,
  isDnsLabel,
  trackName,
  trackOf,
} from '@promenade/openchoreo-model';
import { listBindings } from '../../core/component-type/bindings';
import { listTrackWorkloads } from '../../core/track/tracks';
import { Read } from '../../runtime/read';
import { compareText } from '../../runtime/sort';

/** The Ready condition of a DeploymentTrack, without times. */
export interface TrackReadiness {
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

const notReady = (reason: string, message: string): TrackReadiness => ({
  status: 'False',
  reason,
  message,
});

/** Finds the component of a track, or says why the track can have no objects. */
export function findTrackOwner(
  track: DeploymentTrack,
  read: Read,
): { readonly owner: ProjectComponentOwner } | TrackReadiness {
  const { metadata, spec } = track;
  const name = trackName(track);
  if (!isDnsLabel(name)) {
    return notReady(
      'InvalidConfiguration',
      `"${name}" cannot be the name of a track, which is part of host names and paths. Set the label openchoreo.dev/name to lower case letters, digits and hyphens`,
    );
  }
  if (!spec.owner) {
    return notReady(
      'InvalidConfiguration',
      'spec.owner: the track has no component; name its project and component',
    );
  }
  const { projectName, componentName } = spec.owner;
  const component = read.get(componentKind, {
    namespace: metadata.namespace,
    name: componentName,
  });
  return component?.spec.owner.projectName === projectName
    ? { owner: spec.owner }
    : notReady(
        'ComponentNotFound',
        `spec.owner.componentName: Component "${componentName}" not found in project "${projectName}"; create it`,
      );
}

/** Whether a track is ready in every environment where it is active. Otherwise the condition has the first problem. */
export function trackReadiness(
  track: DeploymentTrack,
  owner: ProjectComponentOwner,
  read: Read,
): TrackReadiness {
  const { namespace = '' } = track.metadata;
  const name = trackName(track);
  const bindings = listBindings(read, namespace, owner)
    .map(({ binding }) => binding)
    .filter(
      binding =>
        trackOf(binding) === name && binding.spec.releaseState === 'Active',
    )
    .sort((a, b) => compareText(a.spec.environment, b.spec.environment));
  for (const { spec, status } of bindings) {
    const ready = getCondition(status?.conditions, 'Ready');
    if (ready?.status !== 'True') {
      return notReady(
        ready?.reason ?? 'Progressing',
        `${spec.environment}: ${
          status?.trouble ?? ready?.message ?? 'not reconciled yet'
        }`,
      );
    }
  }
  if (bindings.length > 0) {
    const environments = bindings.map(({ spec }) => spec.environment);
    return {
      status: 'True',
      reason: 'Deployed',
      message: `Ready in ${environments.join(', ')}`,
    };
  }
  if (listTrackWorkloads(read, namespace, owner, name).length === 0) {
    return notReady(
      'WorkloadNotFound',
      `No Workload of "${owner.componentName}" has the track "${name}" in spec.deploymentTrack; build its branch, or create one`,
    );
  }
  return notReady(
    'NotDeployed',
    track.spec.autoDeploy === false
      ? 'spec.autoDeploy is false, so that nothing deploys the Workload of the track'
      : 'The Workload of the track is not deployed yet; the events of the track say why, if it cannot be',
  );
}
