import { keyOf, type UnstructuredObject } from '@promenade/kube-client';
import type { SecretKey } from '@promenade/openchoreo-model';
import { secretType } from '../../runtime/kubernetes-types';
import { SecretWatch, type SecretWatchOptions } from './secret-watch';

/** Time for which the content of a Secret is cached, in milliseconds. It matters only where watching Secrets is forbidden. */
const lifetimeMs = 60_000;

/** Options of {@link CredentialSecrets}. */
export interface CredentialSecretsOptions
  extends Pick<SecretWatchOptions, 'client' | 'logger' | 'metrics' | 'signal'> {
  /** Called with the key of a Secret that changed after it was read. */
  readonly onChange: (key: SecretKey) => void;
}

/**
 * Reads and caches the Secrets with credentials of planes. Each Secret is watched after its first read, so that rotated
 * credentials are used at once. With permission to get but not to watch, a change is noticed within a minute.
 */
export class CredentialSecrets {
  readonly #options: CredentialSecretsOptions;
  readonly #read = new Map<
    string,
    { readonly secret: UnstructuredObject; readonly until: number }
  >();
  readonly #watches = new Map<string, SecretWatch>();

  constructor(options: CredentialSecretsOptions) {
    this.#options = options;
  }

  /** @throws ApiError if the Secret does not exist or must not be read */
  async get(key: SecretKey): Promise<UnstructuredObject> {
    const id = keyOf(key);
    if (!this.#watches.has(id)) this.#watches.set(id, this.#watch(key));
    const read = this.#read.get(id);
    const now = performance.now();
    if (read && read.until > now) return read.secret;
    const secret = await this.#options.client.get(secretType, key);
    this.#read.set(id, { secret, until: now + lifetimeMs });
    return secret;
  }

  #watch(key: SecretKey): SecretWatch {
    const { onChange, ...options } = this.#options;
    return new SecretWatch({
      ...options,
      namespace: key.namespace,
      fieldSelector: `metadata.name=${key.name}`,
      onChange: ({ metadata }) => {
        const read = this.#read.get(keyOf(key));
        const { resourceVersion } = read?.secret.metadata ?? {};
        if (resourceVersion === metadata.resourceVersion) return;
        this.#read.delete(keyOf(key));
        onChange(key);
      },
    });
  }
}
