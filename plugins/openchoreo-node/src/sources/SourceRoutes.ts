import { OrganizationNames } from './OrganizationNames';
import type { Place, RoutedPlatform, Routes } from './Routes';

/** A control plane under the names of Backstage. */
export interface PlatformSource extends RoutedPlatform {
  names: OrganizationNames;
  /** Whether the control plane is read for an organization, by its name in Kubernetes. */
  includes(organization: string): boolean;
}

/**
 * Determines which control plane an organization belongs to: the one with the longest prefix that its name begins with and that
 * includes it, and of several with the same prefix the first one. The configuration alone decides, so that the answer is the same
 * while a control plane cannot be reached.
 */
export class SourceRoutes implements Routes<PlatformSource> {
  readonly sources: readonly PlatformSource[];
  readonly #longestPrefixFirst: readonly PlatformSource[];

  constructor(sources: readonly PlatformSource[]) {
    this.sources = sources;
    this.#longestPrefixFirst = [...sources].sort(
      (a, b) => b.names.prefix.length - a.names.prefix.length,
    );
  }

  /** All of them: one that cannot be reached keeps its organizations. */
  get active(): readonly PlatformSource[] {
    return this.sources;
  }

  /** @param place - with the name of the organization in Backstage */
  find({ organization }: Place): PlatformSource | undefined {
    if (!organization) return undefined;
    return this.#longestPrefixFirst.find(({ names, includes }) => {
      const name = names.toKubernetes(organization);
      return name !== undefined && includes(name);
    });
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
