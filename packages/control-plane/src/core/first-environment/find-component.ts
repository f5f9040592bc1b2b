import {
  Component,
  ProjectComponentOwner,
  componentKind,
} from '@promenade/openchoreo-model';
import { Read } from '../../runtime/read';
import { invalidObjectError } from '../../runtime/validation';

/** Finds the component of an owner, if it belongs to the project. */
export function findComponent(
  namespace: string,
  { projectName, componentName: name }: ProjectComponentOwner,
  read: Read,
): Component | undefined {
  const component = read.get(componentKind, { namespace, name });
  return component?.spec.owner.projectName === projectName
    ? component
    : undefined;
}

/** The condition `Ready` of a Service, WebApplication or ScheduledTask when its project has no such Component. */
export function missingComponent(
  namespace: string,
  owner: ProjectComponentOwner,
  read: Read,
) {
  const key = { namespace, name: owner.componentName };
  const error = invalidObjectError(read, componentKind, key);
  return {
    status: 'False' as const,
    reason: 'ComponentNotFound',
    message: `spec.owner.componentName: ${
      error ??
      `Component "${owner.componentName}" not found in project "${owner.projectName}"; create it`
    }`,
  };
}
