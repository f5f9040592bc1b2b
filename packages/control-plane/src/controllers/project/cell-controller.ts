import { KubeObject, ObjectChange, ObjectKey } from '@promenade/kube-client';
import {
  dataPlaneKind,
  environmentKind,
  organizationKind,
  parentsOf,
  projectKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { bindingTypes } from '../../core/component-type/binding-types';
import { isBaselineRelease } from '../../core/isolation/baseline-release-name';
import { deleted, generationChanged } from '../../runtime/predicates';
import {
  ControllerDefinition,
  mapMetadata,
  watchKind,
} from '../../runtime/controller-definition';
import { mapToSharedUsers } from '../../core/lookups/map-functions';
import { cellReconciler } from './cell-reconcile';
import { mapToProjectsOfOrganization } from './map-to-projects';

/** How long changes of bindings are collected into one reconcile, in milliseconds. Each reconcile reads all bindings of the project. */
const gatherMs = 100;

/** Maps a Release, which may be malformed, to its project. */
const mapToProject = mapMetadata((release: KubeObject): ObjectKey[] => {
  const { organization, project } = parentsOf(releaseKind, release);
  return project ? [{ namespace: organization, name: project }] : [];
});

/** Reconciles the baseline Releases of the cells of projects. */
export function cellController(): ControllerDefinition {
  return {
    name: 'cell',
    kind: projectKind,
    watches: [
      watchKind(projectKind, undefined, generationChanged),
      watchKind(
        organizationKind,
        mapToProjectsOfOrganization,
        generationChanged,
      ),
      watchKind(
        environmentKind,
        mapToSharedUsers(projectKind),
        generationChanged,
      ),
      watchKind(
        dataPlaneKind,
        mapToSharedUsers(projectKind),
        generationChanged,
      ),
      watchKind(
        releaseKind,
        mapToProject,
        change =>
          isBaselineRelease(change.object)
            ? generationChanged(change)
            : deleted(change),
        { gatherMs },
      ),
      ...bindingTypes.map(({ bindingKind }) =>
        watchKind(
          bindingKind,
          ({ metadata: { namespace }, spec: { owner } }) => [
            { namespace, name: owner.projectName },
          ],
          cellChanged,
          { gatherMs },
        ),
      ),
    ],
    reconcile: cellReconciler(),
  };
}

/** A binding was created, deleted or moved to another cell. */
function cellChanged(change: ObjectChange<Binding>): boolean {
  return (
    change.type !== 'update' ||
    change.before.spec.environment !== change.object.spec.environment ||
    change.before.spec.owner.projectName !==
      change.object.spec.owner.projectName
  );
}
