import { hasCredentials, normalizeHttpUrl } from '../address';
import type { SecretStore } from './values';

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
    return `the value is in a secret store and the data plane has none; set ${where}`;
  }
  const { provider, address, role, storeRef } = store;
  if (!providers.includes(provider)) {
    return `${where} has the provider "${provider}"; use one of ${providers.join(
      ', ',
    )}`;
  }
  if (provider === 'vault' && !(address && role)) {
    return `${where} has no address or no role for its vault; set both`;
  }
  if (provider === 'vault' && address && hasCredentials(address)) {
    return `the address in ${where} contains credentials, which would be readable in the Release; remove them`;
  }
  if (provider === 'vault' && address && !normalizeHttpUrl(address)) {
    return `the address in ${where} is not a URL; write it like https://vault.example.com:8200`;
  }
  return provider === 'external-secrets' && !storeRef
    ? `${where} names no store of External Secrets; set storeRef`
    : undefined;
}

/** Whether the Secrets Store CSI driver provides the secrets. It creates a Secret only while a pod mounts it. */
export function isCsiDriver(store: SecretStore | undefined): boolean {
  return store?.provider === 'vault';
}
