import {
  ProjectComponentOwner,
  parentLabels,
} from '@promenade/openchoreo-model';
import {
  DeployableContent,
  optionalContent,
  artifactIdentity,
} from '../artifact/artifact';
import { OwnerReference } from '@promenade/kube-client';
import { ComponentType } from '../component-type/component-types';
import { Binding } from './binding';

/** The binding that deploys a release. */
export interface BindingTarget {
  namespace: string;
  name: string;
  owner: ProjectComponentOwner;
  environment: string;
  /** Labels that replace those of the binding. If undefined, its labels are not changed. */
  labels?: Record<string, string>;
  ownerReferences?: OwnerReference[];
}

/**
 * Builds the binding that deploys a release to an environment. The release state and the overrides of an existing binding are
 * kept: they belong to the environment and not to the release.
 */
export function buildBinding(
  type: ComponentType,
  target: BindingTarget,
  content: DeployableContent,
  existing: Binding | undefined,
): Binding {
  const { namespace, name, owner, environment } = target;
  const {
    workloadSpec: _workload,
    apis: _apis,
    overrides: _overrides,
    parameters: _parameters,
    schedule: _schedule,
    timeZone: _timeZone,
    ...kept
  } = existing?.spec ?? {};
  return {
    apiVersion: type.bindingKind.apiVersion,
    kind: type.bindingKind.kind,
    metadata: {
      ...existing?.metadata,
      namespace,
      name,
      labels: {
        ...(target.labels ?? existing?.metadata.labels),
        ...parentLabels(namespace, {
          project: owner.projectName,
          component: owner.componentName,
          environment: environment,
        }),
      },
      ...(target.ownerReferences && {
        ownerReferences: target.ownerReferences,
      }),
    },
    spec: {
      ...kept,
      owner,
      environment,
      releaseState: existing?.spec.releaseState ?? 'Active',
      className: content.className,
      workloadSpec: content.workload,
      ...optionalContent(content),
      artifactRef: artifactIdentity(owner, content).name,
    },
  };
}
