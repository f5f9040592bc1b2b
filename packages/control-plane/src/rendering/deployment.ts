import { isJsonObject, type JsonObject } from '../json';
import { deploymentSpecSchema, strategicMerge } from '../merge';
import { completePodTemplate, type PodOverlay } from './pod-template';
import type { ReleaseResource } from './manifest';
import { objectMeta, type RenderTarget } from './target';

/** What a Deployment is rendered from, besides its target. */
export interface DeploymentInput extends PodOverlay {
  /** `spec.deploymentTemplate` of the class. */
  readonly template: unknown;
  readonly suspended: boolean;
}

/** The Deployment of a Service or WebApplication component: the class's template with the workload laid over it. */
export function renderDeployment(
  target: RenderTarget,
  { template, containers, suspended }: DeploymentInput,
): ReleaseResource {
  const overlay: JsonObject = {
    replicas: suspended ? 0 : undefined,
    selector: { matchLabels: target.labels },
    template: {
      metadata: { labels: target.labels },
      spec: { containers },
    },
  };
  const merged = strategicMerge(
    isJsonObject(template) ? template : {},
    overlay,
    deploymentSpecSchema,
  );
  return {
    id: `${target.binding}-deployment`,
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: objectMeta(target),
      spec: {
        ...merged,
        strategy: merged.strategy ?? {},
        template: completePodTemplate(merged.template),
      },
    },
  };
}
