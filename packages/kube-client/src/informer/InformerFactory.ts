import { KubeClient } from '../client/KubeClient';
import { KubeObject, UnstructuredObject } from '../objects/KubeObject';
import { resourceName, ResourceType } from '../objects/ResourceType';
import { SharedInformer, SharedInformerOptions } from './SharedInformer';

/**
 * What the informers of a factory have in common.
 *
 * @public
 */
export type InformerFactoryOptions = Pick<
  SharedInformerOptions<KubeObject>,
  | 'namespaces'
  | 'resyncMs'
  | 'pageSize'
  | 'watchList'
  | 'logger'
  | 'metrics'
  | 'clock'
  | 'random'
>;

/**
 * One informer a type, shared by all who ask: every object is held once.
 *
 * @public
 */
export class InformerFactory {
  readonly #informers = new Map<string, AnyInformer>();
  #signal?: AbortSignal;

  constructor(
    private readonly client: KubeClient,
    private readonly options: InformerFactoryOptions = {},
  ) {}

  /**
   * The informer of a type. One that is first asked for after the start is started at once. The first who asks chooses the transform.
   *
   * @throws Error when an indexer's name is taken by another function
   */
  for<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    options: Pick<SharedInformerOptions<T>, 'indexers' | 'transform'> = {},
  ): SharedInformer<T> {
    const name = `${resourceName(type)}/${type.version}`;
    const existing = this.#informers.get(name);
    if (existing && holds<T>(existing)) {
      existing.addIndexers(options.indexers ?? {});
      return existing;
    }
    const informer = new SharedInformer<T>({
      ...this.options,
      client: this.client,
      type,
      ...options,
    });
    this.#informers.set(name, informer);
    if (this.#signal) {
      informer.start(this.#signal);
    }
    return informer;
  }

  /** Starts every informer, and those to come, until the signal is aborted. */
  start(signal: AbortSignal): void {
    this.#signal = signal;
    for (const informer of this.#informers.values()) {
      informer.start(signal);
    }
  }

  /** Resolves when every informer has read everything once. @throws the signal's reason when that comes first */
  async waitForSync(signal?: AbortSignal): Promise<void> {
    await Promise.all(
      [...this.#informers.values()].map(each => each.waitForSync(signal)),
    );
  }
}

/** What can be done with an informer whatever its objects are. */
interface AnyInformer {
  start(signal: AbortSignal): void;
  waitForSync(signal?: AbortSignal): Promise<void>;
}

/** A type has one shape, so whoever asked first asked for the same T; only the map cannot know. */
function holds<T extends KubeObject>(
  informer: AnyInformer,
): informer is SharedInformer<T> {
  return informer instanceof SharedInformer;
}
