import type { EnvOverrides } from '@promenade/openchoreo-model';
import { divideRoutes } from '../../core/binding/canary-resources';
import { raiseLostReferences } from '../../core/binding/lost-references';
import { obstacleAmong } from '../../core/binding/outcome';
import {
  isMissingReference,
  type EffectiveComponentBinding,
  type MissingReference,
} from '../../core/effective-binding/effective-binding';
import { mapToOverrideFields } from '../../core/effective-binding/override-fields';
import { canonicalResource, type ReleaseResource } from '../../core/manifest';
import { describeProblem, type Problem } from '../../core/problem';
import type { RenderResult } from '../../core/render-result';
import { addNetworkPolicies } from '../networkpolicy/add-network-policies';
import { renderComponent } from './render-binding';
import { renderReplicatedComponent } from './replicated-component';

/** The objects of a canary, and the routes that divide the requests between both releases. */
export interface RenderedCanary {
  readonly className: string;
  /** The objects of the canary alone. */
  readonly own: ReleaseResource[];
  /** The resources of the binding with their routes divided, and those of the canary. */
  readonly resources: ReleaseResource[];
  /** Warnings about the canary that are not about the binding as well. */
  readonly problems: Problem[];
}

/**
 * Renders the canary of a binding: its workload with its Service, what the pods depend on, and its network policies. It has
 * no routes of its own: those of the binding lead to both.
 *
 * @param rendered - what was rendered of the binding without its canary
 * @param weight - percentage of the requests that the canary receives; that of the binding by default
 * @returns why the canary cannot be deployed, where it cannot; undefined without a canary
 */
export function renderCanary(
  effective: EffectiveComponentBinding,
  rendered: RenderResult,
  weight?: number,
): RenderedCanary | MissingReference | undefined {
  if (
    effective.kind === 'ScheduledTaskBinding' ||
    effective.kind === 'ComponentBinding'
  ) {
    return undefined;
  }
  const { canary } = effective;
  const { spec } = effective.binding;
  const { canary: declared } = spec;
  if (!canary || !declared) return undefined;
  if (isMissingReference(canary)) return canary;
  const component = renderReplicatedComponent(canary);
  const resources = divideRoutes(
    rendered.resources,
    effective.target.serviceName,
    {
      target: canary.target,
      service: component.resources.find(
        ({ object }) => object.kind === 'Service',
      )?.object,
      weight: weight ?? declared.weight,
    },
  );
  const own = addNetworkPolicies(
    {
      resources: component.resources.map(canonicalResource),
      endpoints: rendered.endpoints,
      // The APIs of the canary have no routes yet. An error in them is reported before the release is deployed everywhere.
      problems: renderComponent(canary).problems,
    },
    canary,
    {
      resources,
      routed: {
        workload: spec.workloadSpec,
        apis: 'apis' in spec ? spec.apis : undefined,
      },
    },
  );
  const problems = mapToCanaryFields(
    raiseLostReferences(own, rendered.resources),
    rendered.problems,
    spec.envOverrides,
  );
  const obstacle = obstacleAmong(problems);
  return obstacle
    ? { readiness: obstacle }
    : {
        className: declared.className,
        own: own.resources,
        resources: [...resources, ...own.resources],
        problems,
      };
}

/** Fields of a binding that have a counterpart in its canary. */
const canaryField = /^spec\.(?=(workloadSpec|apis|parameters|className)\b)/;

/**
 * Maps problems to the fields of the canary. A warning that the release of the binding has as well is left out.
 *
 * @param known - problems of the release of the binding
 */
function mapToCanaryFields(
  problems: readonly Problem[],
  known: readonly Problem[],
  overrides: EnvOverrides | undefined,
): Problem[] {
  const texts = new Set(known.map(describeProblem));
  return mapToOverrideFields(problems, overrides)
    .filter(
      problem =>
        problem.severity === 'Error' || !texts.has(describeProblem(problem)),
    )
    .map(problem => ({
      ...problem,
      field: problem.field.replace(canaryField, 'spec.canary.'),
    }));
}
