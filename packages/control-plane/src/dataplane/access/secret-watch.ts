import {
  isForbidden,
  SharedInformer,
  type KubeObject,
  type SharedInformerOptions,
} from '@promenade/kube-client';
import { secretType } from '../../runtime/kubernetes-types';

/** Time limit of the first list, in milliseconds. */
const syncTimeoutMs = 10_000;

/** Options of a {@link SecretWatch}. */
export interface SecretWatchOptions
  extends Pick<
    SharedInformerOptions<KubeObject>,
    'client' | 'logger' | 'metrics' | 'namespace' | 'fieldSelector'
  > {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Called with the metadata of a Secret that is added, changed or deleted. */
  readonly onChange: (secret: KubeObject) => void;
}

/** Watches the metadata of the Secrets of a cluster. It never reads their content. */
export class SecretWatch {
  readonly #informer: SharedInformer<KubeObject>;
  readonly #firstList: Promise<void>;

  constructor({ signal, onChange, ...options }: SecretWatchOptions) {
    const { logger, namespace = 'any namespace' } = options;
    const ended = new AbortController();
    const informer = new SharedInformer<KubeObject>({
      ...options,
      type: secretType,
      metadataOnly: true,
    });
    const stopIfForbidden = ({ error }: { error: Error }) => {
      if (!isForbidden(error) || ended.signal.aborted) return;
      logger?.warn(
        `watching Secrets in ${namespace} is forbidden, so changes are not noticed; grant list and watch`,
        { error: error.message },
      );
      ended.abort();
    };
    informer.events.on('listFailed', stopIfForbidden);
    informer.events.on('reconnect', stopIfForbidden);
    informer.addHandler({
      onAdd: onChange,
      onUpdate: (_, secret) => onChange(secret),
      onDelete: onChange,
    });
    const stop = AbortSignal.any([signal, ended.signal]);
    informer.start(stop);
    this.#informer = informer;
    const limit = AbortSignal.timeout(syncTimeoutMs);
    this.#firstList = informer
      .waitForSync(AbortSignal.any([stop, limit]))
      .catch(() => {});
  }

  /**
   * Returns a text that changes whenever the Secret does; undefined if there is no such Secret, `unknown` if watching Secrets
   * is forbidden or the server has not responded yet. `onChange` is called when it does.
   */
  async versionOf(
    namespace: string,
    name: string,
  ): Promise<string | undefined | 'unknown'> {
    await this.#firstList;
    if (!this.#informer.hasSynced) return 'unknown';
    const secret = this.#informer.get(`${namespace}/${name}`);
    return (
      secret && `${secret.metadata.uid}/${secret.metadata.resourceVersion}`
    );
  }
}
