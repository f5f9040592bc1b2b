import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { ResourceReader } from '../cache/ResourceReader';
import { componentKind, type Component } from './componentKinds';

/** A component. Undefined when the project has none of that name. */
export function findComponent(
  reader: ResourceReader,
  { organization: namespace, project, component: name }: ComponentRef,
): Component | undefined {
  const found = reader.get(componentKind, { namespace, name });
  return found?.spec.owner.projectName === project ? found : undefined;
}

/** The name of the component type, without the type of its workload: `service` of `deployment/service`. */
export function typeNameOf({ spec }: Component): string {
  return spec.componentType.name.split('/').slice(1).join('/');
}
