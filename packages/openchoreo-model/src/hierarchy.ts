import type { KindDefinition } from './kind-definition';
import { labelValue } from './names/gen-name';
import { labels } from './names/labels';
import { defaultTrack } from './names/track';
import type { KubernetesObject } from './schemas/object-meta';

/**
 * Names of the parents of an object. A parent that it does not have is undefined.
 *
 * @public
 */
export interface Parents {
  /** Name of the organization and of its namespace. */
  organization?: string;
  project?: string;
  component?: string;
  environment?: string;
}

const parentLabelKeys = {
  project: labels.project,
  component: labels.component,
  environment: labels.environment,
} as const;

/**
 * Returns the labels of an object that name its parents. A name that is no label value is converted, so that labels select
 * objects, and owner fields name their parents. The default track has no label, as in OpenChoreo v0.3.2.
 *
 * @public
 */
export function parentLabels(
  organization: string,
  {
    track = defaultTrack,
    ...parents
  }: Omit<Parents, 'organization'> & { track?: string },
): Record<string, string> {
  const given: Record<string, string> = {
    [labels.organization]: labelValue(organization),
  };
  for (const parent of ['project', 'component', 'environment'] as const) {
    const name = parents[parent];
    if (name !== undefined) given[parentLabelKeys[parent]] = labelValue(name);
  }
  if (track !== defaultTrack) given[labels.deploymentTrack] = labelValue(track);
  return given;
}

/**
 * Returns the string at a dotted path of an object. Undefined if there is none or it is empty.
 *
 * @param path - for example `spec.owner.projectName`
 *
 * @public
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
 * Returns the parents of an object: from the owner fields of its kind, otherwise
 * from its labels, which the kinds of the first generation of OpenChoreo use.
 *
 * @public
 */
export function parentsOf(
  definition: Pick<KindDefinition, 'owner'>,
  object: KubernetesObject,
): Parents {
  const { namespace, labels: given = {} } = object.metadata;
  const parentOf = (parent: keyof typeof parentLabelKeys) => {
    const path = definition.owner[parent];
    return (path && textAt(object, path)) || given[parentLabelKeys[parent]];
  };
  return {
    organization: namespace,
    project: parentOf('project'),
    component: parentOf('component'),
    environment: parentOf('environment'),
  };
}
