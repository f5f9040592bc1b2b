import { genName, nameLimits } from '@promenade/openchoreo-model';

/** Name of the Workload that the control plane creates for a component, as in OpenChoreo v0.3.2. */
export function defaultWorkloadName(componentName: string): string {
  return limitWorkloadName(`${componentName}-workload`);
}

/** Replaces the end of a name that is too long for a resource with a hash. */
export function limitWorkloadName(name: string): string {
  return name.length <= nameLimits.resource
    ? name
    : genName(nameLimits.resource, name);
}
