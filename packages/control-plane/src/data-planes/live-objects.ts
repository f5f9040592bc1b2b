import {
  keyOf,
  type ObjectKey,
  type ResourceType,
  type SharedInformer,
  type UnstructuredObject,
} from '@promenade/kube-client';
import { labels } from '@promenade/openchoreo-model';
import { isOlder } from './resource-version';

/** Index of live objects by the uid of the Release that they belong to. */
const byRelease = 'release';

/**
 * The objects of one type that Releases have on a data plane, as a watch sees
 * them, plus what was written since and the watch has not told yet.
 */
export class LiveObjects {
  readonly type: ResourceType;
  /** Answers of the server to our own writes that the watch has yet to reach. */
  readonly #written = new Map<string, UnstructuredObject>();

  constructor(private readonly informer: SharedInformer<UnstructuredObject>) {
    this.type = informer.type;
    informer.addIndexers({
      [byRelease]: ({ metadata }) => {
        const uid = metadata.labels?.[labels.releaseUid];
        return uid ? [uid] : [];
      },
    });
    informer.addHandler({
      onAdd: object => this.#seen(object),
      onUpdate: (_, object) => this.#seen(object),
      onDelete: (object, { stale }) => {
        if (stale) this.#written.delete(keyOf(object));
        else this.#seen(object);
      },
    });
  }

  get(key: ObjectKey): UnstructuredObject | undefined {
    return this.#written.get(keyOf(key)) ?? this.informer.get(keyOf(key));
  }

  /** The objects that carry the label of a Release. */
  ofRelease(uid: string): UnstructuredObject[] {
    const objects = new Map(
      this.informer
        .byIndex(byRelease, uid)
        .map(object => [keyOf(object), object]),
    );
    for (const [key, object] of this.#written) {
      if (object.metadata.labels?.[labels.releaseUid] === uid) {
        objects.set(key, object);
      }
    }
    return [...objects.values()];
  }

  /** Takes note of what the server made of a write. */
  wrote(object: UnstructuredObject): void {
    const known = this.informer.get(keyOf(object));
    if (!known || isOlder(known, object)) {
      this.#written.set(keyOf(object), object);
    }
  }

  #seen(object: UnstructuredObject): void {
    const key = keyOf(object);
    const written = this.#written.get(key);
    if (written && !isOlder(object, written)) this.#written.delete(key);
  }
}
