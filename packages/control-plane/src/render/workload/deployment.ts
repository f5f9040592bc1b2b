import {
  isDnsLabel,
  nameLimits,
  type EnvOverrides,
} from '@promenade/openchoreo-model';
import {
  objectDnsLabel,
  objectMeta,
  resourceId,
  workloadName,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import type { JsonObject } from '../../runtime/json';
import { deploymentSpecSchema } from '../../runtime/merge/merge-schema';
import { deploymentSpecType } from '../go/kubernetes-types';
import { deploymentOverrideLayer, mergeLayers } from '../layers/layers';
import {
  canonicalizeClaims,
  canonicalizePodTemplate,
  renderPodTemplate,
  type PodOverlay,
} from './pod-template';

/** Input of {@link renderDeployment} and {@link renderStatefulSet}. */
export interface DeploymentInput extends PodOverlay {
  /** `spec.deploymentTemplate` of the class. */
  readonly template: unknown;
  readonly parameters?: unknown;
  readonly envOverrides?: EnvOverrides;
  readonly isSuspended: boolean;
}

/** Renders the Deployment of a Service or WebApplication component. */
export function renderDeployment(
  target: RenderTarget,
  input: DeploymentInput,
): ReleaseResource {
  const spec = renderReplicatedSpec(target, input);
  return {
    id: resourceId(target, 'deployment'),
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: objectMeta(target, workloadName(target, nameLimits.deployment)),
      spec: { ...spec, strategy: spec.strategy ?? {} },
    },
  };
}

/**
 * Renders the StatefulSet of a Service component from the template of a Deployment, without the fields that only a
 * Deployment has. The claims of a canary are deleted with it, so that the next one starts without old data.
 */
export function renderStatefulSet(
  target: RenderTarget,
  input: DeploymentInput,
): ReleaseResource {
  const {
    strategy: _strategy,
    paused: _paused,
    progressDeadlineSeconds: _deadline,
    volumeClaimTemplates,
    ...spec
  } = renderReplicatedSpec(target, input);
  return {
    id: resourceId(target, 'statefulset'),
    object: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: objectMeta(target, statefulSetName(target)),
      spec: {
        serviceName: target.serviceName,
        ...spec,
        volumeClaimTemplates: canonicalizeClaims(volumeClaimTemplates),
        ...(target.suffix && volumeClaimTemplates !== undefined
          ? { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }
          : {}),
      },
    },
  };
}

/** The name of a StatefulSet is part of the host names of its pods, so that it has no dots. */
function statefulSetName(target: RenderTarget): string {
  const name = workloadName(target, nameLimits.statefulSet);
  return isDnsLabel(name)
    ? name
    : objectDnsLabel(target, nameLimits.statefulSet);
}

function renderReplicatedSpec(
  { labels }: RenderTarget,
  { template, parameters, envOverrides, isSuspended, ...pod }: DeploymentInput,
): JsonObject {
  const spec = mergeLayers(
    {
      template,
      workload: { template: renderPodTemplate(pod) },
      parameters,
      overrides: deploymentOverrideLayer(envOverrides, pod.containers),
      fixed: {
        replicas: isSuspended ? 0 : undefined,
        selector: { matchLabels: labels },
        template: { metadata: { labels } },
      },
    },
    deploymentSpecSchema,
    deploymentSpecType,
  );
  return { ...spec, template: canonicalizePodTemplate(spec.template) };
}
