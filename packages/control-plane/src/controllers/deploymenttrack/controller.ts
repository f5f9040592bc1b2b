import { KubeObject } from '@promenade/kube-client';
import {
  Component,
  DeploymentTrack,
  ProjectComponentOwner,
  componentKind,
  defaultTrack,
  deploymentTrackKind,
  gitCommitRequestKind,
  trackName,
  trackOf,
} from '@promenade/openchoreo-model';
import { componentOwner } from '../../core/component-owner';
import { mapToController } from '../../core/lookups/map-functions';
import { componentIndexValue, indexes } from '../../core/lookups/indexes';
import {
  ControllerDefinition,
  collectChanges,
  watchKind,
} from '../../runtime/controller-definition';
import {
  createdOrDeleted,
  generationOrMetadataChanged,
  generationOrReadyChanged,
} from '../../runtime/predicates';
import { Read, TypedResource } from '../../runtime/read';
import { cleanedKinds, shownKinds } from './clean-up';
import { deploymentTrackReconciler } from './reconcile';

/** An object of a track of a component. */
interface OfTrack extends KubeObject {
  spec: { owner?: ProjectComponentOwner; deploymentTrack?: string };
}

/** Reports the state of DeploymentTracks, and deletes the objects of those that have expired or are deleted. */
export function deploymentTrackController(
  dependencies: Parameters<typeof deploymentTrackReconciler>[0],
): ControllerDefinition {
  return {
    name: 'deployment-track',
    kind: deploymentTrackKind,
    watches: [
      watchKind(deploymentTrackKind, undefined, generationOrMetadataChanged),
      watchKind(gitCommitRequestKind, mapToController(deploymentTrackKind)),
      watchKind(componentKind, tracksOfComponent, createdOrDeleted),
      ...shownKinds.map(kind =>
        watchKind(kind, tracksOf, generationOrReadyChanged, collectChanges),
      ),
      ...cleanedKinds.map((kind: TypedResource<OfTrack>) =>
        watchKind(kind, tracksOf, createdOrDeleted, collectChanges),
      ),
    ],
    reconcile: deploymentTrackReconciler(dependencies),
  };
}

function tracksOfComponent(
  component: Component,
  read: Read,
): DeploymentTrack[] {
  const { namespace = '' } = component.metadata;
  return read.byIndex(
    deploymentTrackKind,
    indexes.component,
    componentIndexValue(namespace, componentOwner(component)),
  );
}

/** The DeploymentTracks that an object belongs to. Objects of the default track cost no look-up. */
function tracksOf({ metadata, spec }: OfTrack, read: Read): DeploymentTrack[] {
  const track = trackOf({ spec });
  return track === defaultTrack || !spec.owner
    ? []
    : read
        .byIndex(
          deploymentTrackKind,
          indexes.component,
          componentIndexValue(metadata.namespace ?? '', spec.owner),
        )
        .filter(each => trackName(each) === track);
}
