import {
  cellNamespace,
  dataPlaneLabels,
  defaultTrack,
  genName,
  isDnsLabel,
  labelValue,
  labels,
  nameLimits,
  type ProjectComponentOwner,
} from '@promenade/openchoreo-model';
import type { Labels } from '../manifest';

/** End of the names of the objects of a canary. All other generated names end with a hash. */
export const canarySuffix = '-canary';

/** The part of a binding that its render target depends on. */
export interface BindingIdentity {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly owner: ProjectComponentOwner;
    readonly environment: string;
    readonly deploymentTrack?: string;
  };
}

/** Names, namespace and labels of the objects of a binding on its data plane. */
export interface RenderTarget {
  readonly binding: string;
  readonly organization: string;
  readonly project: string;
  readonly component: string;
  readonly track: string;
  readonly environment: string;
  /** Namespace of the cell: the project in the environment. */
  readonly namespace: string;
  /** End of the names of all objects: empty, or that of a canary. */
  readonly suffix: '' | typeof canarySuffix;
  /** Name of the workload object and its network policy. */
  readonly name: string;
  /** Name of the Service: the same where it is a valid name of a Service. */
  readonly serviceName: string;
  /** Labels of every object and pod of the binding; also their selector. */
  readonly labels: Labels;
}

/** What tells a component in an environment from all others. */
type ComponentIdentity = Pick<
  RenderTarget,
  'organization' | 'project' | 'component' | 'track' | 'environment'
>;

/**
 * The labels of the objects and pods of a track of a component in an environment. The default track has the labels of OpenChoreo
 * v0.3.2, and they select pods. So another track has another value for one of them: it is no name of an organization.
 */
export function componentLabels({
  organization,
  project,
  component,
  track,
  environment,
}: ComponentIdentity): Labels {
  return {
    [dataPlaneLabels.organizationName]: labelValue(
      track === defaultTrack ? organization : `${organization}_track_${track}`,
    ),
    [dataPlaneLabels.projectName]: labelValue(project),
    [dataPlaneLabels.environmentName]: labelValue(environment),
    [dataPlaneLabels.componentName]: labelValue(component),
    ...(track !== defaultTrack && {
      [dataPlaneLabels.deploymentTrackName]: labelValue(track),
    }),
  };
}

/**
 * Derives the render target of a binding, as OpenChoreo v0.3.2 does. Unlike there, names and label values that the API
 * server rejects are truncated or converted, and get a hash.
 */
export function renderTarget(binding: BindingIdentity): RenderTarget {
  const organization = binding.metadata.namespace ?? '';
  const { projectName: project, componentName: component } = binding.spec.owner;
  const { environment, deploymentTrack: track = defaultTrack } = binding.spec;
  const identity = { organization, project, component, track, environment };
  return {
    ...identity,
    binding: binding.metadata.name,
    namespace: cellNamespace(organization, project, environment),
    suffix: '',
    ...workloadNames({ binding: binding.metadata.name, suffix: '' }),
    labels: componentLabels(identity),
  };
}

/**
 * The render target of the canary of a binding: the names of its objects have a suffix, and its pods are no pods of the
 * binding's own release. The organization in the labels is no name of an organization.
 */
export function canaryTarget(target: RenderTarget): RenderTarget {
  const named = { ...target, suffix: canarySuffix } as const;
  return {
    ...named,
    ...workloadNames(named),
    labels: {
      ...target.labels,
      [dataPlaneLabels.organizationName]: labelValue(
        target.track === defaultTrack
          ? `${target.organization}_canary`
          : `${target.organization}_track_${target.track}_canary`,
      ),
      [labels.canary]: 'true',
    },
  };
}

/** The name of the component in host names: with the track, unless that is the default. */
export function hostName({
  component,
  track,
}: Pick<RenderTarget, 'component' | 'track'>): string {
  return track === defaultTrack ? component : `${component}-${track}`;
}

/** What the names of the objects of a target are generated from. */
type NamedTarget = Pick<RenderTarget, 'binding' | 'suffix'>;

function workloadNames(
  target: NamedTarget,
): Pick<RenderTarget, 'name' | 'serviceName'> {
  const name = objectName(target, nameLimits.resource);
  return {
    name,
    serviceName: isDnsLabel(name)
      ? name
      : objectDnsLabel(target, nameLimits.service),
  };
}

/** Generates a name with `genName` that ends with the suffix of a target. */
export function generateName(
  { suffix }: Pick<RenderTarget, 'suffix'>,
  limit: number,
  ...parts: string[]
): string {
  return `${genName(limit - suffix.length, ...parts)}${suffix}`;
}

/**
 * Generates the name of an object of a target.
 *
 * @param limit - maximum length, see `nameLimits`
 * @param parts - what tells the object from others of the target
 */
export function objectName(
  target: NamedTarget,
  limit: number,
  ...parts: string[]
): string {
  return generateName(target, limit, target.binding, ...parts);
}

/** Generates a name like {@link objectName} that is a DNS label. */
export function objectDnsLabel(
  target: NamedTarget,
  limit: number,
  ...parts: string[]
): string {
  return objectName(target, limit, ...parts).replaceAll('.', '-');
}

/** Id of an object of a target in its Release. */
export function resourceId(
  { binding, suffix }: NamedTarget,
  object: string,
): string {
  return `${binding}-${object}${suffix}`;
}

/** Name of the workload object of a kind that allows fewer characters than others. */
export function workloadName(target: RenderTarget, limit: number): string {
  const { name } = target;
  return name.length <= limit ? name : objectName(target, limit);
}

/** Metadata of an object of the target. */
export function objectMeta(target: RenderTarget, name = target.name) {
  return { name, namespace: target.namespace, labels: target.labels };
}
