import {
  isNotFound,
  keyOf,
  type ClusterAccess,
  type ObjectKey,
  type UnstructuredObject,
} from '@promenade/kube-client';
import { annotations, type DataPlane } from '@promenade/openchoreo-model';
import {
  clusterAccess,
  credentialSecretKey,
  isSecretGranted,
  type SecretKey,
} from './cluster-access';
import {
  CredentialSecrets,
  type CredentialSecretsOptions,
} from './credential-secrets';

/** Options of {@link DataPlaneCredentials}. */
export interface DataPlaneCredentialsOptions
  extends Omit<CredentialSecretsOptions, 'onChange'> {
  /** Called with the key of a data plane whose Secret with credentials changed. */
  readonly onChange: (dataPlane: ObjectKey) => void;
}

/** The credentials of data planes, from their specs and from the Secrets that they name. */
export class DataPlaneCredentials {
  readonly #secrets: CredentialSecrets;
  /** Data planes by the key of the Secret with their credentials. */
  readonly #dataPlanesOfSecret = new Map<string, Map<string, ObjectKey>>();

  constructor({ onChange, ...options }: DataPlaneCredentialsOptions) {
    this.#secrets = new CredentialSecrets({
      ...options,
      onChange: key => {
        const dataPlanes =
          this.#dataPlanesOfSecret.get(keyOf(key))?.values() ?? [];
        for (const dataPlane of dataPlanes) onChange(dataPlane);
      },
    });
  }

  /**
   * Returns the connection parameters of a data plane.
   *
   * @throws Error if the Secret does not exist, must not be read, lacks a key, or does not allow the data plane to use it
   */
  async accessOf(dataPlane: DataPlane): Promise<ClusterAccess> {
    const key = credentialSecretKey(dataPlane);
    const secret = key && (await this.#secret(key, dataPlane));
    return clusterAccess(dataPlane, secret);
  }

  /** Stops calling `onChange` for a deleted data plane. */
  forget(dataPlane: ObjectKey): void {
    for (const users of this.#dataPlanesOfSecret.values()) {
      users.delete(keyOf(dataPlane));
    }
  }

  /** @throws Error if the Secret does not exist, must not be read, or does not allow the data plane to use it */
  async #secret(
    key: SecretKey,
    dataPlane: DataPlane,
  ): Promise<UnstructuredObject> {
    const { namespace, name } = dataPlane.metadata;
    const users =
      this.#dataPlanesOfSecret.get(keyOf(key)) ?? new Map<string, ObjectKey>();
    users.set(keyOf(dataPlane.metadata), { namespace, name });
    this.#dataPlanesOfSecret.set(keyOf(key), users);
    const secret = await this.#find(key);
    if (secret && isSecretGranted(dataPlane, secret)) return secret;
    throw new Error(
      key.namespace === namespace
        ? `Secret "${keyOf(key)}" not found`
        : // The same message in both cases: others must not learn which Secrets exist.
          `Secret "${keyOf(
            key,
          )}" does not exist or does not allow it; set its annotation ${
            annotations.allowedDataPlanes
          } to "${namespace}/${name}", or use a Secret in namespace "${namespace}"`,
    );
  }

  async #find(key: SecretKey): Promise<UnstructuredObject | undefined> {
    try {
      return await this.#secrets.get(key);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}
