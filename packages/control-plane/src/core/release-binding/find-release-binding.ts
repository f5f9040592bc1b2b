import {
  ProjectComponentOwner,
  contentHash,
  genName,
  isDnsSubdomain,
  nameLimits,
} from '@promenade/openchoreo-model';
import { existsInCache } from '../../runtime/validation';
import { Read } from '../../runtime/read';
import { componentIndexValue, indexes } from '../lookups/indexes';
import {
  ComponentRelease,
  ReleaseBinding,
  componentReleaseKind,
  releaseBindingKind,
} from './kinds';

/** The binding of a component in an environment. Where there are several, the oldest one. */
export function findReleaseBinding(
  read: Read,
  namespace: string,
  owner: ProjectComponentOwner,
  environment: string,
): ReleaseBinding | undefined {
  const [oldest] = read
    .byIndex(
      releaseBindingKind,
      indexes.component,
      componentIndexValue(namespace, owner),
    )
    .filter(({ spec }) => spec.environment === environment)
    .sort((a, b) => positionOf(a).localeCompare(positionOf(b), 'en'));
  return oldest;
}

function positionOf({ metadata }: ReleaseBinding): string {
  return `${metadata.creationTimestamp} ${metadata.name}`;
}

/** A release of a component. Undefined if there is none of that name. */
export function findComponentRelease(
  read: Read,
  namespace: string,
  { projectName, componentName }: ProjectComponentOwner,
  name: string | undefined,
): ComponentRelease | undefined {
  const found = name && read.get(componentReleaseKind, { namespace, name });
  return found &&
    found.spec.owner.projectName === projectName &&
    found.spec.owner.componentName === componentName
    ? found
    : undefined;
}

/** Returns the name that OpenChoreo gives a binding, `component-environment`, or one with a hash if another binding has it. */
export function freeReleaseBindingName(
  read: Read,
  namespace: string,
  component: string,
  environment: string,
): string {
  const name = `${component}-${environment}`;
  const isFree =
    isDnsSubdomain(name) &&
    !existsInCache(read, releaseBindingKind, { namespace, name });
  const hash = contentHash({ component, environment }).slice(0, 8);
  return isFree
    ? name
    : genName(nameLimits.resource, component, environment, hash);
}
