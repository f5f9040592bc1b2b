import { KubeObject, ObjectKey } from '@promenade/kube-client';
import { projectKind } from '@promenade/openchoreo-model';
import { indexes, inNamespace } from './indexes';
import { controllerOf } from '../../runtime/owner-reference';
import { ObjectIndex, Read, TypedResource } from '../../runtime/read';
import { listUsersOfShared } from './shared-resource';

/** Whom a change of an object concerns: the objects of a kind that an index finds under its name, in its namespace. */
export function mapToReferencing<T extends KubeObject>(
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
export function mapToProjectsOfPipeline<T extends KubeObject>(
  type: TypedResource<T>,
) {
  const ofPipeline = mapToReferencing(projectKind, indexes.pipeline);
  const ofProject = mapToReferencing(type, indexes.project);
  return (pipeline: KubeObject, read: Read): T[] =>
    ofPipeline(pipeline, read).flatMap(project => ofProject(project, read));
}

/** Whom a change of an environment or a plane concerns: the objects of a kind that may look it up. */
export function mapToSharedUsers<T extends KubeObject>(type: TypedResource<T>) {
  return (resource: KubeObject, read: Read): T[] =>
    listUsersOfShared(read, type, resource);
}

/** Whom a change of an object concerns: who controls it, where that is of a kind. */
export function mapToController({
  kind,
}: Pick<TypedResource<unknown>, 'kind'>) {
  return (object: KubeObject): ObjectKey[] => {
    const controller = controllerOf(object);
    const { namespace } = object.metadata;
    return controller?.kind === kind
      ? [{ namespace, name: controller.name }]
      : [];
  };
}
