import {
  cellNamespace,
  dataPlaneLabels,
  genName,
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
  /** Name of the workload object and of its Service. */
  readonly name: string;
  /** Labels of every object and pod of the binding; also their selector. */
  readonly labels: Labels;
}

/** Derives the render target of a binding, as OpenChoreo v0.3.2 does. */
export function renderTarget(binding: BindingIdentity): RenderTarget {
  const organization = binding.metadata.namespace ?? '';
  const { projectName: project, componentName: component } = binding.spec.owner;
  const { environment } = binding.spec;
  return {
    binding: binding.metadata.name,
    organization,
    project,
    component,
    environment,
    namespace: cellNamespace(organization, project, environment),
    name: genName(nameLimits.resource, binding.metadata.name),
    labels: {
      [dataPlaneLabels.organizationName]: organization,
      [dataPlaneLabels.projectName]: project,
      [dataPlaneLabels.environmentName]: environment,
      [dataPlaneLabels.componentName]: component,
    },
  };
}

/** Metadata of an object of the target. */
export function objectMeta(target: RenderTarget, name = target.name) {
  return { name, namespace: target.namespace, labels: target.labels };
}
