import {
  cellNamespace,
  dataPlaneLabels,
  genDnsLabel,
  genName,
  isDnsLabel,
  labelValue,
  nameLimits,
  type ProjectComponentOwner,
} from '@promenade/openchoreo-model';
import type { Labels } from '../manifest';

/** The part of a binding that its render target depends on. */
export interface BindingIdentity {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly owner: ProjectComponentOwner;
    readonly environment: string;
  };
}

/** Names, namespace and labels of the objects of a binding on its data plane. */
export interface RenderTarget {
  readonly binding: string;
  readonly organization: string;
  readonly project: string;
  readonly component: string;
  readonly environment: string;
  /** Namespace of the cell: the project in the environment. */
  readonly namespace: string;
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
  'organization' | 'project' | 'component' | 'environment'
>;

/** The labels of the objects and pods of a component in an environment. */
export function componentLabels({
  organization,
  project,
  component,
  environment,
}: ComponentIdentity): Labels {
  return {
    [dataPlaneLabels.organizationName]: labelValue(organization),
    [dataPlaneLabels.projectName]: labelValue(project),
    [dataPlaneLabels.environmentName]: labelValue(environment),
    [dataPlaneLabels.componentName]: labelValue(component),
  };
}

/**
 * Derives the render target of a binding, as OpenChoreo v0.3.2 does. Unlike there, names and label values that the API
 * server rejects are truncated or converted, and get a hash.
 */
export function renderTarget(binding: BindingIdentity): RenderTarget {
  const organization = binding.metadata.namespace ?? '';
  const { projectName: project, componentName: component } = binding.spec.owner;
  const { environment } = binding.spec;
  const name = genName(nameLimits.resource, binding.metadata.name);
  const identity = { organization, project, component, environment };
  return {
    ...identity,
    binding: binding.metadata.name,
    namespace: cellNamespace(organization, project, environment),
    name,
    serviceName: isDnsLabel(name)
      ? name
      : genDnsLabel(nameLimits.service, binding.metadata.name),
    labels: componentLabels(identity),
  };
}

/** Name of the workload object of a kind that allows fewer characters than others. */
export function workloadName(
  { binding, name }: RenderTarget,
  limit: number,
): string {
  return name.length <= limit ? name : genName(limit, binding);
}

/** Metadata of an object of the target. */
export function objectMeta(target: RenderTarget, name = target.name) {
  return { name, namespace: target.namespace, labels: target.labels };
}
