import {
  isNotFound,
  keyOf,
  type ClusterAccess,
  type ObjectKey,
  type UnstructuredObject,
} from '@promenade/kube-client';
import {
  annotations,
  credentialSecretKey,
  isSecretGranted,
  planeAccess,
  type DataPlane,
  type Plane,
  type SecretKey,
} from '@promenade/openchoreo-model';
import {
  CredentialSecrets,
  type CredentialSecretsOptions,
} from './credential-secrets';
import { pullSecretOf, type PullSecret } from './pull-secret';

/** Options of {@link PlaneCredentials}. */
export interface PlaneCredentialsOptions
  extends Omit<CredentialSecretsOptions, 'onChange'> {
  /** Called with the key of a plane whose Secret with credentials changed. */
  readonly onChange: (plane: ObjectKey) => void;
}

/** The credentials of planes, from their specs and from the Secrets that they name. */
export class PlaneCredentials {
  readonly #secrets: CredentialSecrets;
  /** Planes by the key of the Secret with their credentials. */
  readonly #planesOfSecret = new Map<string, Map<string, ObjectKey>>();

  constructor({ onChange, ...options }: PlaneCredentialsOptions) {
    this.#secrets = new CredentialSecrets({
      ...options,
      onChange: key => {
        const planes = this.#planesOfSecret.get(keyOf(key))?.values() ?? [];
        for (const plane of planes) onChange(plane);
      },
    });
  }

  /**
   * Returns the connection parameters of a plane.
   *
   * @throws Error if the Secret does not exist, must not be read, lacks a key, or does not allow the plane to use it
   */
  async accessOf(plane: Plane): Promise<ClusterAccess> {
    const key = credentialSecretKey(plane);
    const secret = key && (await this.#secret(key, plane));
    return planeAccess(plane, secret);
  }

  /**
   * Returns the credentials of the registry of a data plane. `onChange` is called when they change.
   *
   * @throws Error if the Secret does not exist, must not be read, or is no pull Secret
   */
  async registrySecretOf(dataPlane: DataPlane): Promise<PullSecret> {
    const { metadata, spec } = dataPlane;
    const name = spec.registry.secretRef;
    if (!name) {
      throw new Error(`DataPlane "${metadata.name}" has no registry.secretRef`);
    }
    const key = { namespace: metadata.namespace ?? '', name };
    return pullSecretOf(await this.#secret(key, dataPlane));
  }

  /** Stops calling `onChange` for a deleted plane. */
  forget(plane: ObjectKey): void {
    for (const users of this.#planesOfSecret.values()) {
      users.delete(keyOf(plane));
    }
  }

  /** @throws Error if the Secret does not exist, must not be read, or does not allow the plane to use it */
  async #secret(key: SecretKey, plane: Plane): Promise<UnstructuredObject> {
    const { namespace, name } = plane.metadata;
    const users =
      this.#planesOfSecret.get(keyOf(key)) ?? new Map<string, ObjectKey>();
    users.set(keyOf(plane.metadata), { namespace, name });
    this.#planesOfSecret.set(keyOf(key), users);
    const secret = await this.#find(key);
    if (secret && isSecretGranted(plane, secret)) return secret;
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
