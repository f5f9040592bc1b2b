import { apiVersionOf, resourceNameOf, type ResourceType } from './types';

/** A resource with all its served versions. */
export interface Resource {
  group: string;
  plural: string;
  /** The type in whose version objects are stored. It may not be served. */
  storage: ResourceType;
  /** The served versions, most preferred first. */
  versions: ResourceType[];
}

/** The resources of the API. */
export class ResourceRegistry {
  private readonly resources = new Map<string, Resource>();
  private readonly byPath = new Map<string, ResourceType>();
  private readonly byKind = new Map<string, ResourceType>();
  private readonly listeners = new Set<() => void>();

  /**
   * Adds a resource or replaces it. All types have the same group and plural.
   * @param storage - the type of the storage version; default: the most preferred one
   */
  register(types: ResourceType[], storage?: ResourceType): void {
    const versions = [...types].sort((a, b) =>
      compareVersions(a.version, b.version),
    );
    const stored = storage ?? versions[0];
    if (!stored) return;
    this.remove(resourceNameOf(stored));
    this.resources.set(resourceNameOf(stored), {
      group: stored.group,
      plural: stored.plural,
      storage: stored,
      versions,
    });
    for (const type of versions) {
      this.byPath.set(pathOf(type), type);
      this.byKind.set(kindKey(apiVersionOf(type), type.kind), type);
    }
    this.notify();
  }

  /** Removes a resource. */
  unregister(resourceName: string): void {
    if (this.remove(resourceName)) this.notify();
  }

  /** The type of a request's path. */
  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceType | undefined {
    return this.byPath.get(pathOf({ group, version, plural }));
  }

  /** The type of an object by its apiVersion and kind. */
  findKind(apiVersion: string, kind: string): ResourceType | undefined {
    return this.byKind.get(kindKey(apiVersion, kind));
  }

  /** A resource by `plural.group`. */
  resource(resourceName: string): Resource | undefined {
    return this.resources.get(resourceName);
  }

  /** The type of a resource's storage version. */
  storageType(resourceName: string): ResourceType | undefined {
    return this.resources.get(resourceName)?.storage;
  }

  /** All resources in all versions. */
  types(): ResourceType[] {
    return [...this.byPath.values()];
  }

  /** All resources. */
  all(): Resource[] {
    return [...this.resources.values()];
  }

  /** Groups with their versions, most preferred first; the core group has the name ''. */
  groups(): { name: string; versions: string[] }[] {
    const groups = new Map<string, Set<string>>();
    for (const type of this.byPath.values()) {
      const versions = groups.get(type.group) ?? new Set();
      groups.set(type.group, versions.add(type.version));
    }
    return [...groups].map(([name, versions]) => ({
      name,
      versions: [...versions].sort(compareVersions),
    }));
  }

  /** Calls `listener` after every change of the registry; returns a function that unsubscribes. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private remove(resourceName: string): boolean {
    const resource = this.resources.get(resourceName);
    if (!resource) return false;
    for (const type of resource.versions) {
      this.byPath.delete(pathOf(type));
      this.byKind.delete(kindKey(apiVersionOf(type), type.kind));
    }
    return this.resources.delete(resourceName);
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

/**
 * Orders versions as Kubernetes prefers them: v2, v1, v2beta1, v1beta1, v1alpha1, then anything else by name.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority
 */
export function compareVersions(a: string, b: string): number {
  const left = rank(a);
  const right = rank(b);
  if (!left || !right) {
    if (left) return -1;
    if (right) return 1;
    return a < b ? -1 : 1;
  }
  return (
    right.stability - left.stability ||
    right.major - left.major ||
    right.minor - left.minor
  );
}

function rank(version: string) {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return undefined;
  const stability = { alpha: 0, beta: 1 }[match[2]] ?? 2;
  return {
    stability,
    major: Number(match[1]),
    minor: Number(match[3] ?? 0),
  };
}

function kindKey(apiVersion: string, kind: string): string {
  return `${apiVersion}/${kind}`;
}

function pathOf(type: { group: string; version: string; plural: string }) {
  return `${type.group}/${type.version}/${type.plural}`;
}
