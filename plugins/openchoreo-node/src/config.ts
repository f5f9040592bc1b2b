import type { RootConfigService } from '@backstage/backend-plugin-api';
import { sharedOrganization } from './domain/sharedOrganization';

/**
 * A Secret, whose entry `key` signs decisions. What is absent is that of the Secret that the control plane creates.
 *
 * @public
 */
export interface SigningKeyRef {
  namespace?: string;
  name?: string;
}

/** The configuration of the connection to OpenChoreo. */
export interface OpenChoreoConfig {
  /** Path of a kubeconfig file. */
  kubeconfig?: string;
  context?: string;
  /** The Secret with the key that signs decisions. */
  signingKey: SigningKeyRef;
  /** Whether the resources of an organization are cached. */
  includes(organization: string): boolean;
}

/** Reads `openchoreo`. An empty text counts as absent, so that environment variables may stay unset. */
export function readOpenChoreoConfig(
  root: RootConfigService,
): OpenChoreoConfig {
  const config = root.getOptionalConfig('openchoreo');
  const text = (key: string) => {
    // `${VARIABLE}` of an unset variable leaves the key without a value, on which `getString` throws.
    const value = config?.getOptional(key);
    return value ? config?.getString(key) : undefined;
  };
  const include = config?.getOptionalStringArray('organizations.include');
  const exclude = config?.getOptionalStringArray('organizations.exclude') ?? [];
  const isIn = (patterns: readonly string[], name: string) =>
    patterns.some(pattern => matches(pattern, name));
  return {
    kubeconfig: text('kubeconfig'),
    context: text('context'),
    signingKey: {
      namespace: text('signingKey.secretRef.namespace'),
      name: text('signingKey.secretRef.name'),
    },
    includes: name =>
      name === sharedOrganization ||
      ((!include || isIn(include, name)) && !isIn(exclude, name)),
  };
}

function matches(pattern: string, name: string): boolean {
  const literal = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`).test(name);
}
