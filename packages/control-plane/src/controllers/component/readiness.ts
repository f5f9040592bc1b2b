import { API, getCondition } from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { ComponentResource } from '../../core/component-type/component-resource';

/** What decides whether a component is ready. */
export interface ComponentFacts {
  projectName: string;
  projectFound: boolean;
  /** The environments of the project's pipeline, in promotion order. */
  environments: readonly string[];
  deployables: readonly ComponentResource[];
  bindings: readonly Binding[];
  /** The APIs of the component that stand on their own. */
  apis: readonly API[];
}

/** A component's Ready condition, but for its times. */
export interface ComponentReadiness {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** Ready is a component that is ready wherever it is meant to run; the first thing in the way is what its condition tells. */
export function componentReadiness({
  projectName,
  projectFound,
  environments,
  deployables,
  bindings,
  apis,
}: ComponentFacts): ComponentReadiness {
  if (!projectFound) {
    return notReady('ProjectNotFound', `Project "${projectName}" not found`);
  }
  for (const { kind, metadata, status } of deployables) {
    const ready = getCondition(status?.conditions, 'Ready');
    if (ready?.status === 'False') {
      return notReady(
        ready.reason,
        `${kind} "${metadata.name}": ${ready.message}`,
      );
    }
  }
  const running = inPromotionOrder(
    bindings.filter(({ spec }) => spec.releaseState === 'Active'),
    environments,
  );
  for (const { spec, status } of running) {
    const ready = getCondition(status?.conditions, 'Ready');
    if (ready?.status !== 'True') {
      return notReady(
        ready?.reason ?? 'Progressing',
        `${spec.environment}: ${
          status?.trouble ?? ready?.message ?? 'about to be deployed'
        }`,
      );
    }
  }
  if (running.length) {
    return readyIn(running.map(({ spec }) => spec.environment));
  }
  if (bindings.length) {
    return notReady('Resting', 'Suspended or undeployed in every environment');
  }
  return apis.length && !deployables.length
    ? apisReadiness(apis, environments)
    : notReady(
        'NotDeployed',
        'Nothing is deployed. A Service, WebApplication, ScheduledTask or API says what to deploy',
      );
}

/** A proxy runs nothing of its own: it is as its APIs are. */
function apisReadiness(
  apis: readonly API[],
  environments: readonly string[],
): ComponentReadiness {
  for (const { metadata, status } of apis) {
    const ready = getCondition(status?.conditions, 'Ready');
    if (ready?.status !== 'True') {
      return notReady(
        ready?.reason ?? 'Progressing',
        `API "${metadata.name}": ${ready?.message ?? 'about to be offered'}`,
      );
    }
  }
  const offered = new Set(apis.map(({ spec }) => spec.environmentName));
  return readyIn([
    ...environments.filter(name => offered.delete(name)),
    ...[...offered].sort(),
  ]);
}

function readyIn(environments: readonly string[]): ComponentReadiness {
  return {
    status: 'True',
    reason: 'Ready',
    message: `Ready in ${environments.join(', ')}`,
  };
}

/** Bindings in environments that the pipeline does not name come last. */
function inPromotionOrder(
  bindings: readonly Binding[],
  environments: readonly string[],
): Binding[] {
  const position = ({ spec }: Binding) => {
    const index = environments.indexOf(spec.environment);
    return index < 0 ? environments.length : index;
  };
  return [...bindings].sort(
    (a, b) =>
      position(a) - position(b) || (a.metadata.name < b.metadata.name ? -1 : 1),
  );
}

function notReady(reason: string, message: string): ComponentReadiness {
  return { status: 'False', reason, message };
}
