import {
  InformerFactory,
  KubeObject,
  ObjectKey,
  SharedInformer,
  keyOf,
  stripManagedFields,
} from '@promenade/kube-client';
import { indexers } from './indexes';
import { IndexName, Read, TypedResource } from './read';

/**
 * {@link Read} on shared informers. Objects are parsed when they come in: defaults are filled, and what does not fit its kind
 * shows as the informer's `transformError`.
 */
export class ObjectCache implements Read {
  readonly #informers: InformerFactory;

  constructor(informers: InformerFactory) {
    this.#informers = informers;
  }

  /** The informer of a kind; made when it is first asked for. */
  informer<T extends KubeObject>(type: TypedResource<T>): SharedInformer<T> {
    return this.#informers.for<T>(type, {
      indexers,
      transform: object => type.schema.parse(stripManagedFields(object)),
    });
  }

  get<T extends KubeObject>(
    type: TypedResource<T>,
    key: ObjectKey,
  ): T | undefined {
    return this.informer(type).get(keyOf(key));
  }

  list<T extends KubeObject>(type: TypedResource<T>): T[] {
    return this.informer(type).list();
  }

  byIndex<T extends KubeObject>(
    type: TypedResource<T>,
    index: IndexName,
    value: string,
  ): T[] {
    return this.informer(type).byIndex(index, value);
  }
}
