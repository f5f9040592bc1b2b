import { keyOf, type UnstructuredObject } from '@promenade/kube-client';
import type { SecretKey } from './cluster-access';
import { secretType } from './secret-type';
import { SecretWatch, type SecretWatchOptions } from './secret-watch';

/** How long a Secret's content is believed before it is read again, where changes of it must not be watched; in milliseconds. */
const lifetimeMs = 60_000;

/** What the Secrets with credentials are read with. */
export interface CredentialSecretsOptions
  extends Pick<SecretWatchOptions, 'client' | 'logger' | 'metrics' | 'signal'> {
  /** Called with the key of a Secret that is not what was read of it. */
  readonly onChange: (key: SecretKey) => void;
}

/**
 * The Secrets that hold credentials of data planes. Each is read when it is needed, and its version watched from then on, so that
 * credentials which are rotated are used at once. A right to get a Secret suffices; then a change is noticed within a minute.
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

  /** @throws ApiError when it is not there or must not be read */
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
