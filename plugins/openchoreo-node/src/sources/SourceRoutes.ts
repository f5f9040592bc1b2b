import type { OpenChoreoPlatform } from '../adapter/OpenChoreoPlatform';
import { OrganizationNames } from './OrganizationNames';

/** A control plane under the names of Backstage. */
export interface PlatformSource {
  name: string;
  platform: OpenChoreoPlatform;
  names: OrganizationNames;
  /** Whether the control plane is read for an organization, by its name in Kubernetes. */
  includes(organization: string): boolean;
}

/**
 * Determines which control plane an organization belongs to: the one with the longest prefix that its name begins with and that
 * includes it, and of several with the same prefix the first one. The configuration alone decides, so that the answer is the same
 * while a control plane cannot be reached.
 */
export class SourceRoutes {
  readonly sources: readonly PlatformSource[];
  readonly #longestPrefixFirst: readonly PlatformSource[];

  constructor(sources: readonly PlatformSource[]) {
    this.sources = sources;
    this.#longestPrefixFirst = [...sources].sort(
      (a, b) => b.names.prefix.length - a.names.prefix.length,
    );
  }

  /** @param organization - the name in Backstage */
  find(organization: string): PlatformSource | undefined {
    return this.#longestPrefixFirst.find(({ names, includes }) => {
      const name = names.toKubernetes(organization);
      return name !== undefined && includes(name);
    });
  }

  /** What all control planes have, without what is of an organization that belongs to another one. */
  merge<T>(
    read: (source: PlatformSource) => readonly T[],
    organizationOf: (value: T) => string,
  ): T[] {
    return this.sources.flatMap(source =>
      read(source).filter(value => this.find(organizationOf(value)) === source),
    );
  }

  /** Which names organizations have, in a sentence. */
  describe(): string {
    const prefixes = this.sources.map(({ name, names: { prefix } }) =>
      prefix
        ? `those of ${name} begin with ${prefix}`
        : `those of ${name} have no prefix`,
    );
    return `Of the names of organizations, ${prefixes.join(', ')}`;
  }
}
