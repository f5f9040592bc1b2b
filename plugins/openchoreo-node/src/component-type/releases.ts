import { oldestFirst } from '../adapter-base/creationOrder';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ReleaseSnapshot } from '../domain/ComponentSnapshot';
import { componentReleaseKind, type ComponentRelease } from './componentKinds';
import type { ReleaseBinding } from './deploymentKinds';

/** How many releases a snapshot has. Two environments are compared by their distance among these. */
const maxReleases = 200;

/**
 * The latest releases of a component, the oldest first.
 *
 * @param component - value of the component index
 */
export function releasesOf(
  reader: ResourceReader,
  component: string,
): ReleaseSnapshot[] {
  const latest: ComponentRelease[] = [];
  for (const release of reader.newestFirst(
    componentReleaseKind,
    'component',
    component,
  )) {
    latest.push(release);
    if (latest.length === maxReleases) break;
  }
  return latest.sort(oldestFirst).map(({ metadata, spec }) => ({
    ...releaseIdentity(metadata.name, spec.owner.componentName),
    createdAt: metadata.creationTimestamp,
  }));
}

/** The release that a binding deploys. Undefined when it names none, or one that does not exist. */
export function releaseOf(
  reader: ResourceReader,
  { metadata: { namespace }, spec }: ReleaseBinding,
): ComponentRelease | undefined {
  const { owner, releaseName: name } = spec;
  const found = name
    ? reader.get(componentReleaseKind, { namespace, name })
    : undefined;
  return found?.spec.owner.componentName === owner.componentName
    ? found
    : undefined;
}

/**
 * Name and hash of a release. A release is immutable and cannot be renamed, so its name identifies its content. OpenChoreo names
 * those that it creates after the component and the hash.
 */
export function releaseIdentity(
  name: string,
  component: string,
): { name: string; hash: string } {
  const prefix = `${component}-`;
  const hash = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  return { name, hash };
}
