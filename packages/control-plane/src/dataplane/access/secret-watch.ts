import {
  isForbidden,
  SharedInformer,
  type KubeObject,
  type SharedInformerOptions,
} from '@promenade/kube-client';
import { secretType } from './secret-type';

/** What Secrets are watched with. */
export interface SecretWatchOptions
  extends Pick<
    SharedInformerOptions<KubeObject>,
    'client' | 'logger' | 'metrics' | 'namespace' | 'fieldSelector'
  > {
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Called with the metadata of a Secret that is there, changed, or gone. */
  readonly onChange: (secret: KubeObject) => void;
}

/**
 * The Secrets of a cluster, by their metadata: which there are, and in which version. Their content is never asked for, so that
 * nothing of it can get into anything that is written.
 */
export class SecretWatch {
  readonly #informer: SharedInformer<KubeObject>;
  readonly #started: Promise<boolean>;

  constructor({ signal, onChange, ...options }: SecretWatchOptions) {
    const { logger, namespace = 'any namespace' } = options;
    const ended = new AbortController();
    const informer = new SharedInformer<KubeObject>({
      ...options,
      type: secretType,
      metadataOnly: true,
    });
    const giveUp = ({ error }: { error: Error }) => {
      if (!isForbidden(error) || ended.signal.aborted) return;
      logger?.warn(
        `Secrets in ${namespace} must not be watched, so that changes of them go unnoticed: grant list and watch`,
        { error: error.message },
      );
      ended.abort();
    };
    informer.events.on('listFailed', giveUp);
    informer.events.on('reconnect', giveUp);
    informer.addHandler({
      onAdd: onChange,
      onUpdate: (_, secret) => onChange(secret),
      onDelete: onChange,
    });
    const stop = AbortSignal.any([signal, ended.signal]);
    informer.start(stop);
    this.#informer = informer;
    this.#started = informer.waitForSync(stop).then(
      () => true,
      () => false,
    );
  }

  /**
   * Which version of a Secret there is: a text that changes whenever the Secret does; undefined when there is none.
   * `unknown` where Secrets must not be watched.
   */
  async versionOf(
    namespace: string,
    name: string,
  ): Promise<string | undefined | 'unknown'> {
    if (!(await this.#started)) return 'unknown';
    const secret = this.#informer.get(`${namespace}/${name}`);
    return (
      secret && `${secret.metadata.uid}/${secret.metadata.resourceVersion}`
    );
  }
}
