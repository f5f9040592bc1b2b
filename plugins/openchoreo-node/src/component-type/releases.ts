import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { oldestFirst } from '../adapter-base/creationOrder';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ReleaseSnapshot } from '../domain/ComponentSnapshot';
import { componentOf } from './bindings';
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
  binding: ReleaseBinding,
): ComponentRelease | undefined {
  return findRelease(reader, componentOf(binding), binding.spec.releaseName);
}

/** A release of a component. Undefined when it is not kept any more. */
export function findRelease(
  reader: ResourceReader,
  { organization: namespace, project, component }: ComponentRef,
  name: string | undefined,
): ComponentRelease | undefined {
  if (!name) return undefined;
  const found = reader.get(componentReleaseKind, { namespace, name });
  const { projectName, componentName } = found?.spec.owner ?? {};
  return projectName === project && componentName === component
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
