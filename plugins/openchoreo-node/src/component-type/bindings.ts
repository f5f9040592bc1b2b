import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { oldestFirst } from '../adapter-base/creationOrder';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import { releaseBindingKind, type ReleaseBinding } from './deploymentKinds';

/** The bindings of a component, one for each environment. Where an environment has several, the oldest one. */
export function bindingsOf(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
): ReleaseBinding[] {
  const value = indexValue(organization, project, component);
  const byEnvironment = new Map<string, ReleaseBinding>();
  for (const binding of [
    ...reader.byIndex(releaseBindingKind, 'component', value),
  ].sort(oldestFirst)) {
    const { environment } = binding.spec;
    if (!byEnvironment.has(environment)) {
      byEnvironment.set(environment, binding);
    }
  }
  return [...byEnvironment.values()];
}

/** The component that a binding deploys. */
export function componentOf({ metadata, spec }: ReleaseBinding): ComponentRef {
  return {
    organization: metadata.namespace ?? '',
    project: spec.owner.projectName,
    component: spec.owner.componentName,
  };
}
