import {
  componentKind,
  type Build,
  type Component,
} from '@promenade/openchoreo-model';
import type { Read } from '../../runtime/read';

/** Finds the component of a Build, in the project that the Build names. */
export function findComponent(
  { metadata: { namespace }, spec: { owner } }: Build,
  read: Read,
): Component | undefined {
  const key = { namespace, name: owner.componentName };
  const component = read.get(componentKind, key);
  return component?.spec.owner.projectName === owner.projectName
    ? component
    : undefined;
}
