import type { JsonObject } from '../../../runtime/json';
import { hasCredentials } from '../address';
import type { ReleaseResource } from '../../manifest';
import { objectMeta, type RenderTarget } from '../target';
import type { SecretStore } from './values';

/** A key of a Secret, and its path in the secret store. */
export interface StoredSecret {
  readonly key: string;
  readonly vaultKey: string;
}

const providers = ['vault', 'external-secrets'];

/**
 * Validates the secret store of a data plane.
 *
 * @returns why secrets cannot be read; undefined where they can
 */
export function validateSecretStore(
  store: SecretStore | undefined,
): string | undefined {
  const where = 'spec.secretStore of the DataPlane';
  if (!store) {
    return `the value is in a secret store and the data plane has none; fill ${where}`;
  }
  const { provider, address, role, storeRef } = store;
  if (!providers.includes(provider)) {
    return `${where} has the provider "${provider}"; use one of ${providers.join(
      ', ',
    )}`;
  }
  if (provider === 'vault' && !(address && role)) {
    return `${where} says not where its vault is; give it an address and a role`;
  }
  if (provider === 'vault' && address && hasCredentials(address)) {
    return `the address in ${where} has a user name or a password in it, which everybody could read in the Release; give it without`;
  }
  return provider === 'external-secrets' && !storeRef
    ? `${where} names no store of External Secrets; give it a storeRef`
    : undefined;
}

/** Whether the Secrets Store CSI driver provides the secrets. It creates a Secret only while a pod mounts it. */
export function isCsiDriver(store: SecretStore | undefined): boolean {
  return store?.provider === 'vault';
}

/**
 * Renders the object that creates the Secret of a group in the cell. It contains the paths of the secrets, never their
 * values.
 */
export function renderSecretSource(
  target: RenderTarget,
  name: string,
  store: SecretStore,
  secrets: readonly StoredSecret[],
): ReleaseResource {
  return isCsiDriver(store)
    ? secretProviderClass(target, name, store, secrets)
    : externalSecret(target, name, store, secrets);
}

function secretProviderClass(
  target: RenderTarget,
  name: string,
  { provider, address, role }: SecretStore,
  secrets: readonly StoredSecret[],
): ReleaseResource {
  return {
    id: `${name}-secretproviderclass`,
    object: {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: objectMeta(target, name),
      spec: {
        provider,
        parameters: {
          vaultAddress: address,
          roleName: role,
          objects: secrets.map(objectText).join(''),
        },
        secretObjects: [
          {
            secretName: name,
            type: 'Opaque',
            labels: { ...target.labels },
            data: secrets.map(({ key }) => ({ objectName: key, key })),
          },
        ],
      },
    },
  };
}

/** The driver expects the list as YAML text. */
function objectText({ key, vaultKey }: StoredSecret): string {
  return [
    `- objectName: ${JSON.stringify(key)}`,
    `  secretPath: ${JSON.stringify(vaultKey)}`,
    '  secretKey: "value"',
    '',
  ].join('\n');
}

function externalSecret(
  target: RenderTarget,
  name: string,
  { storeRef }: SecretStore,
  secrets: readonly StoredSecret[],
): ReleaseResource {
  const data: JsonObject[] = secrets.map(({ key, vaultKey }) => ({
    secretKey: key,
    remoteRef: { key: vaultKey, property: 'value' },
  }));
  return {
    id: `${name}-externalsecret`,
    object: {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: objectMeta(target, name),
      spec: {
        refreshInterval: '1h',
        secretStoreRef: storeRef && { ...storeRef },
        target: { name, creationPolicy: 'Owner' },
        data,
      },
    },
  };
}
