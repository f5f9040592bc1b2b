import { KubeObject, ObjectKey } from '@promenade/kube-client';
import { projectKind } from '@promenade/openchoreo-model';
import { indexes, inNamespace } from './indexes';
import { controllerOf } from '../../runtime/owner-reference';
import { ObjectIndex, Read, TypedResource } from '../../runtime/read';
import { listUsersOfShared } from './shared-resource';

/** Whom a change of an object concerns: the objects of a kind that an index finds under its name, in its namespace. */
export function referencing<T extends KubeObject>(
  type: TypedResource<T>,
  index: ObjectIndex,
) {
  return ({ metadata }: KubeObject, read: Read): T[] =>
    read.byIndex(
      type,
      index,
      inNamespace(metadata.namespace ?? '', metadata.name),
    );
}

/** Whom a change of a pipeline concerns: the objects of a kind in the projects that are promoted along it. */
export function inProjectsOfPipeline<T extends KubeObject>(
  type: TypedResource<T>,
) {
  const ofPipeline = referencing(projectKind, indexes.pipeline);
  const ofProject = referencing(type, indexes.project);
  return (pipeline: KubeObject, read: Read): T[] =>
    ofPipeline(pipeline, read).flatMap(project => ofProject(project, read));
}

/** Whom a change of an environment or a plane concerns: the objects of a kind that may look it up. */
export function usersOf<T extends KubeObject>(type: TypedResource<T>) {
  return (resource: KubeObject, read: Read): T[] =>
    listUsersOfShared(read, type, resource);
}

/** Whom a change of an object concerns: who controls it, where that is of a kind. */
export function ownerOfKind({ kind }: Pick<TypedResource<unknown>, 'kind'>) {
  return (object: KubeObject): ObjectKey[] => {
    const controller = controllerOf(object);
    const { namespace } = object.metadata;
    return controller?.kind === kind
      ? [{ namespace, name: controller.name }]
      : [];
  };
}
