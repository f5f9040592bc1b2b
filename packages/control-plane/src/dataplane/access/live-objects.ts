import {
  keyOf,
  type ObjectKey,
  type ResourceType,
  type SharedInformer,
  type UnstructuredObject,
} from '@promenade/kube-client';
import { labels } from '@promenade/openchoreo-model';
import { jsonAt, jsonListAt } from '../../runtime/json';
import { MutationCache } from '../../runtime/mutation-cache';

/** Index of live objects by the uid of their Release. */
const byRelease = 'release';

/** The cached objects of one type that Releases have on a data plane, including own writes that the watch has not delivered yet. */
export class LiveObjects {
  readonly type: ResourceType;
  readonly #recent: MutationCache<UnstructuredObject>;

  constructor(private readonly informer: SharedInformer<UnstructuredObject>) {
    this.type = informer.type;
    informer.addIndexers({
      [byRelease]: ({ metadata }) => {
        const uid = metadata.labels?.[labels.releaseUid];
        return uid ? [uid] : [];
      },
    });
    this.#recent = new MutationCache(informer);
  }

  /** Returns an object. The namespace of a cluster-scoped object is ignored: manifests may contain one. */
  get({ namespace, name }: ObjectKey): UnstructuredObject | undefined {
    const key =
      this.type.scope === 'Namespaced' ? { namespace, name } : { name };
    return this.#recent.get(key) ?? this.informer.get(keyOf(key));
  }

  /** Returns the objects that have the tracking label of a Release. */
  ofRelease(uid: string): UnstructuredObject[] {
    const objects = new Map(
      this.informer
        .byIndex(byRelease, uid)
        .map(object => [keyOf(object), object]),
    );
    for (const [key, object] of this.#recent.entries()) {
      if (object.metadata.labels?.[labels.releaseUid] === uid) {
        objects.set(key, object);
      }
    }
    return [...objects.values()];
  }

  /** Adds an object that the server returned for a write. */
  recordWrite(object: UnstructuredObject): void {
    this.#recent.recordWrite(object);
  }
}

/** Returns an object with the names of its field managers, but without the fields that they own, to save memory. */
export function keepManagerNames(
  object: UnstructuredObject,
): UnstructuredObject {
  const managedFields = jsonListAt(object, 'metadata', 'managedFields');
  const metadata = {
    ...object.metadata,
    managedFields: managedFields.map(entry => ({
      manager: jsonAt(entry, 'manager'),
    })),
  };
  return { ...object, metadata };
}
