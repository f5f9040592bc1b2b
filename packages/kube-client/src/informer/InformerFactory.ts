import { KubeClient } from '../client/KubeClient';
import { KubeObject, UnstructuredObject } from '../objects/KubeObject';
import { resourceName, ResourceType } from '../objects/ResourceType';
import { SharedInformer, SharedInformerOptions } from './SharedInformer';

/**
 * Options of all informers of a factory.
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
 * Creates and shares one informer for each type, so that each object is cached once.
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
   * Returns the informer of a type. After {@link InformerFactory.start}, a new informer is started at once. The transform of the first
   * call is used.
   *
   * @throws Error if the name of an indexer is already taken by another function
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

  /** Starts all informers, also those that are created later, until the signal is aborted. */
  start(signal: AbortSignal): void {
    this.#signal = signal;
    for (const informer of this.#informers.values()) {
      informer.start(signal);
    }
  }

  /** Resolves when all informers have synced. @throws the reason of the signal if it is aborted before */
  async waitForSync(signal?: AbortSignal): Promise<void> {
    await Promise.all(
      [...this.#informers.values()].map(each => each.waitForSync(signal)),
    );
  }
}

/** The methods of an informer that do not depend on the type of its objects. */
interface AnyInformer {
  start(signal: AbortSignal): void;
  waitForSync(signal?: AbortSignal): Promise<void>;
}

/** A resource type always has the same T; the map cannot express this. */
function holds<T extends KubeObject>(
  informer: AnyInformer,
): informer is SharedInformer<T> {
  return informer instanceof SharedInformer;
}
