import {
  defaultTrack,
  parentLabels,
  trackField,
} from '@promenade/openchoreo-model';
import {
  DeployableContent,
  ReleaseStream,
  optionalContent,
  artifactIdentity,
} from '../artifact/artifact';
import { OwnerReference } from '@promenade/kube-client';
import { BindingType } from '../component-type/binding-types';
import { Binding, deployableContent } from './binding';

/** The binding that deploys a release. */
export interface BindingTarget extends ReleaseStream {
  namespace: string;
  name: string;
  environment: string;
  /** Labels that replace those of the binding. If undefined, its labels are not changed. */
  labels?: Record<string, string>;
  ownerReferences?: OwnerReference[];
}

/**
 * Builds the binding that deploys a release to an environment. The release state, the overrides and the time of the restart of an
 * existing binding are kept: they belong to the environment and not to the release. Its canary ends when another release is
 * deployed.
 */
export function buildBinding(
  type: BindingType,
  target: BindingTarget,
  content: DeployableContent,
  existing: Binding | undefined,
): Binding {
  const {
    namespace,
    name,
    owner,
    environment,
    deploymentTrack = defaultTrack,
  } = target;
  const {
    workloadSpec: _workload,
    apis: _apis,
    overrides: _overrides,
    parameters: _parameters,
    schedule: _schedule,
    timeZone: _timeZone,
    componentType: _componentType,
    traits: _traits,
    componentProfile: _componentProfile,
    canary,
    ...kept
  } = existing?.spec ?? {};
  const artifact = artifactIdentity(target, content).name;
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
          environment,
          track: deploymentTrack,
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
      ...trackField(deploymentTrack),
      releaseState: existing?.spec.releaseState ?? 'Active',
      className: content.className,
      workloadSpec: content.workload,
      ...optionalContent(content),
      artifactRef: artifact,
      ...(existing &&
        canary &&
        artifactIdentity(
          target,
          deployableContent(type.kindOfBinding, existing),
        ).name === artifact && { canary }),
    },
  };
}
