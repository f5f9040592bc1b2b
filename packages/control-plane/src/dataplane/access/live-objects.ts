import {
  keyOf,
  type ObjectKey,
  type ResourceType,
  type SharedInformer,
  type UnstructuredObject,
} from '@promenade/kube-client';
import { labels } from '@promenade/openchoreo-model';
import { RecentWrites } from '../../runtime/recent-writes';

/** Index of live objects by the uid of the Release that they belong to. */
const byRelease = 'release';

/**
 * The objects of one type that Releases have on a data plane, as a watch sees
 * them, plus what was written since and the watch has not told yet.
 */
export class LiveObjects {
  readonly type: ResourceType;
  readonly #recent: RecentWrites<UnstructuredObject>;

  constructor(private readonly informer: SharedInformer<UnstructuredObject>) {
    this.type = informer.type;
    informer.addIndexers({
      [byRelease]: ({ metadata }) => {
        const uid = metadata.labels?.[labels.releaseUid];
        return uid ? [uid] : [];
      },
    });
    this.#recent = new RecentWrites(informer);
  }

  /** Of a type that belongs to no namespace, the object of that name, whatever namespace a manifest gives it. */
  get({ namespace, name }: ObjectKey): UnstructuredObject | undefined {
    const key =
      this.type.scope === 'Namespaced' ? { namespace, name } : { name };
    return this.#recent.get(key) ?? this.informer.get(keyOf(key));
  }

  /** The objects that carry the label of a Release. */
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

  /** Takes note of what the server made of a write. */
  wrote(object: UnstructuredObject): void {
    this.#recent.wrote(object);
  }
}
