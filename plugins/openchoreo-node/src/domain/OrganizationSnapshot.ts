import type { EnvironmentSnapshot } from './ComponentSnapshot';

/**
 * What the components of an organization may use, independent of the OpenChoreo generation.
 *
 * @public
 */
export interface OrganizationSnapshot {
  name: string;
  /** The shared environments and its own, in no particular order. */
  environments: readonly EnvironmentSnapshot[];
  /** Who may do what in its namespace. */
  access?: readonly { subject: string; role: string }[];
  /** Whether its cells can have quotas. */
  hasQuotas?: boolean;
  /** In no particular order. */
  configurationGroups: readonly ConfigurationGroupSnapshot[];
}

/**
 * The keys of a configuration group. Its values stay in the control plane.
 *
 * @public
 */
export interface ConfigurationGroupSnapshot {
  name: string;
  keys: readonly {
    key: string;
    /** Whether a value is in the secret store. */
    isSecret: boolean;
    /** The environments that have a value. */
    environments: readonly string[];
  }[];
}
