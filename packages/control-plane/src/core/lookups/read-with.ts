import { KubeObject, keyOf } from '@promenade/kube-client';
import { KubernetesObject } from '@promenade/openchoreo-model';
import { Read, TypedResource } from '../../runtime/read';

/** Returns a view of the cache in which an object exists as given, in the place of the one with its name. */
export function readWith<O extends KubernetesObject>(
  read: Read,
  type: TypedResource<O>,
  object: O,
): Read {
  const isSame = (kind: string, { metadata }: Pick<KubeObject, 'metadata'>) =>
    kind === type.kind && keyOf(metadata) === keyOf(object.metadata);
  const view: Read = {
    get: (kind, key) =>
      isSame(kind.kind, { metadata: key })
        ? kind.schema.parse(object)
        : read.get(kind, key),
    list: kind => {
      const others = read.list(kind).filter(each => !isSame(kind.kind, each));
      return kind.kind === type.kind
        ? [...others, kind.schema.parse(object)]
        : others;
    },
    byIndex: (kind, index, value) => {
      const others = read
        .byIndex(kind, index, value)
        .filter(each => !isSame(kind.kind, each));
      return kind.kind === type.kind && index.valuesOf(object).includes(value)
        ? [...others, kind.schema.parse(object)]
        : others;
    },
    countByIndex: (kind, index, value) =>
      kind.kind === type.kind
        ? view.byIndex(kind, index, value).length
        : read.countByIndex(kind, index, value),
    validationError: (kind, key) =>
      isSame(kind.kind, { metadata: key })
        ? undefined
        : read.validationError(kind, key),
    recoverDeleted: (kind, key) => read.recoverDeleted(kind, key),
    invalidByIndex: (kind, index, value) =>
      read
        .invalidByIndex(kind, index, value)
        .filter(each => !isSame(kind.kind, each)),
  };
  return view;
}
