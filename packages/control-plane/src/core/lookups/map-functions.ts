import { KubeObject, ObjectKey } from '@promenade/kube-client';
import { projectKind } from '@promenade/openchoreo-model';
import { indexes, inNamespace } from './indexes';
import { mapMetadata } from '../../runtime/controller-definition';
import { controllerOf } from '../../runtime/owner-reference';
import { ObjectIndex, Read, TypedResource } from '../../runtime/read';
import { listUsersOfShared } from './shared-resource';

// Map functions of watches, in controller-runtime's sense: from a changed object to the objects to reconcile.

/** Maps an object to the objects of a kind that an index finds under its name, in its namespace. */
export function mapToReferencing<T extends KubeObject>(
  type: TypedResource<T>,
  index: ObjectIndex,
) {
  return mapMetadata(({ metadata }: KubeObject, read: Read): T[] =>
    read.byIndex(
      type,
      index,
      inNamespace(metadata.namespace ?? '', metadata.name),
    ),
  );
}

/** Maps a pipeline to the objects of a kind in the projects that use it. */
export function mapToProjectsOfPipeline<T extends KubeObject>(
  type: TypedResource<T>,
) {
  const projectsOf = mapToReferencing(projectKind, indexes.pipeline);
  const objectsOf = mapToReferencing(type, indexes.project);
  return mapMetadata((pipeline: KubeObject, read: Read): T[] =>
    projectsOf(pipeline, read).flatMap(project => objectsOf(project, read)),
  );
}

/** Maps an environment or data plane to the objects of a kind that may use it, and to malformed ones of its organization. */
export function mapToSharedUsers<T extends KubeObject>(type: TypedResource<T>) {
  return mapMetadata((resource: KubeObject, read: Read): KubeObject[] => [
    ...listUsersOfShared(read, type, resource),
    ...read.invalidByIndex(
      type,
      indexes.namespace,
      resource.metadata.namespace ?? '',
    ),
  ]);
}

/** Maps an object to its controller, if that is of a kind. */
export function mapToController({
  kind,
}: Pick<TypedResource<unknown>, 'kind'>) {
  return mapMetadata((object: KubeObject): ObjectKey[] => {
    const controller = controllerOf(object);
    const { namespace } = object.metadata;
    return controller?.kind === kind
      ? [{ namespace, name: controller.name }]
      : [];
  });
}
