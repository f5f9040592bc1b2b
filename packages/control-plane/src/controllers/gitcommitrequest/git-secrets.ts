import { isForbidden, isNotFound } from '@promenade/kube-client';
import type { GitCredentials } from '@promenade/git-client';
import type { SecretKey } from '@promenade/openchoreo-model';
import { z } from 'zod';
import {
  CredentialSecrets,
  type CredentialSecretsOptions,
} from '../../dataplane/access/credential-secrets';

/** The credentials of repositories cannot be read. */
export class GitSecretError extends Error {
  override readonly name = 'GitSecretError';
}

const base64 = z
  .base64()
  .transform(text => Buffer.from(text, 'base64').toString());

const secretSchema = z.looseObject({
  data: z.object({
    username: base64.optional(),
    password: base64,
  }),
});

/** Reads the Secrets with the credentials of repositories (`username` and `password`, as of `kubernetes.io/basic-auth`). */
export class GitSecrets {
  readonly #secrets: CredentialSecrets;
  readonly #listeners = new Set<(secret: SecretKey) => void>();

  constructor(options: Omit<CredentialSecretsOptions, 'onChange'>) {
    this.#secrets = new CredentialSecrets({
      ...options,
      onChange: secret => {
        for (const listener of this.#listeners) listener(secret);
      },
    });
  }

  /** Calls the listener when a Secret that was read changes. */
  onChange(listener: (secret: SecretKey) => void): void {
    this.#listeners.add(listener);
  }

  /** @throws GitSecretError if the Secret does not exist, must not be read or has no password; other errors of the API server */
  async read(key: SecretKey): Promise<GitCredentials> {
    const secret = await this.#find(key);
    const parsed = secretSchema.safeParse(secret);
    if (!secret || !parsed.success) {
      throw new GitSecretError(
        secret
          ? `Secret "${key.name}" has no password; add one (and a username, if the host needs it)`
          : `Secret "${key.name}" not found in "${key.namespace}"; create it with username and password`,
      );
    }
    const { username = 'git', password } = parsed.data.data;
    return { username, password };
  }

  async #find(key: SecretKey) {
    try {
      return await this.#secrets.get(key);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      if (!isForbidden(error)) throw error;
      throw new GitSecretError(
        `Reading Secret "${key.name}" is forbidden; bind the ClusterRole promenade-credentials in "${key.namespace}"`,
      );
    }
  }
}
