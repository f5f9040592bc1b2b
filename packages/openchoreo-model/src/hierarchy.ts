import type { KindDefinition } from './kind-definition';
import { labels } from './names/labels';
import type { KubernetesObject } from './schemas/object-meta';

/** What an object belongs to, by name; what does not apply is left out. */
export interface Parents {
  /** Also the name of the organization's namespace. */
  organization?: string;
  project?: string;
  component?: string;
  environment?: string;
}

const parentLabels = {
  project: labels.project,
  component: labels.component,
  environment: labels.environment,
} as const;

/**
 * The text at a dotted path of an object, or undefined when there is none.
 *
 * @param path - for example `spec.owner.projectName`
 */
export function textAt(object: object, path: string): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>(
      (member, name) =>
        typeof member === 'object' && member !== null
          ? new Map(Object.entries(member)).get(name)
          : undefined,
      object,
    );
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * What an object belongs to: by the fields of its kind, and where those are
 * silent by the labels that the older kinds of OpenChoreo go by.
 */
export function parentsOf(
  definition: Pick<KindDefinition, 'owner'>,
  object: KubernetesObject,
): Parents {
  const { namespace, labels: given = {} } = object.metadata;
  const parentOf = (parent: keyof typeof parentLabels) => {
    const path = definition.owner[parent];
    return (path && textAt(object, path)) || given[parentLabels[parent]];
  };
  return {
    organization: namespace,
    project: parentOf('project'),
    component: parentOf('component'),
    environment: parentOf('environment'),
  };
}
