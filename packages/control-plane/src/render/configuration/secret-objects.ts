import { normalizeHttpUrl } from '../../core/effective-binding/address';
import { isCsiDriver } from '../../core/effective-binding/configuration/secret-store';
import type { SecretStore } from '../../core/effective-binding/configuration/values';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import type { JsonObject } from '../../runtime/json';

/** A key of a Secret, and its path in the secret store. */
export interface StoredSecret {
  readonly key: string;
  readonly vaultKey: string;
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
          vaultAddress: address && normalizeHttpUrl(address),
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
