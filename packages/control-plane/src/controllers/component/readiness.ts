import { API, Build, getCondition } from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import { ComponentResource } from '../../core/component-type/component-resource';
import { DeployOutcome } from '../../core/first-environment/deploy-to-first-environment';

/** What the readiness of a component depends on. */
export interface ComponentFacts {
  /** Why the project cannot be used; undefined if it can. */
  projectProblem?: { reason: string; message: string };
  /** The environments of the project's pipeline, in promotion order. */
  environments: readonly string[];
  /** The deployment to the first environment, if the component has a component type. */
  deployed?: Pick<DeployOutcome, 'ready'>;
  /** The Services, WebApplications and ScheduledTasks of the component. */
  deployables: readonly ComponentResource[];
  bindings: readonly Binding[];
  /** The standalone APIs of the component. */
  apis: readonly API[];
  /** The newest Build of the component, unless it has succeeded. */
  unfinishedBuild?: Build;
}

/** The Ready condition of a component, without times. */
export interface ComponentReadiness {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** Reasons of a component that has nothing to deploy. */
const emptyReasons: readonly string[] = ['NotDeployed', 'WorkloadNotFound'];

/**
 * A component is ready if it is ready in every environment where it is active. Otherwise the condition has the first problem. What a
 * component without a Workload waits for is its Build.
 */
export function componentReadiness(facts: ComponentFacts): ComponentReadiness {
  const deployed = deployedReadiness(facts);
  const { unfinishedBuild } = facts;
  return unfinishedBuild && emptyReasons.includes(deployed.reason)
    ? buildReadiness(unfinishedBuild)
    : deployed;
}

function buildReadiness({ metadata, status }: Build): ComponentReadiness {
  const ready = getCondition(status?.conditions, 'Ready');
  const reason = ready?.reason ?? 'BuildInProgress';
  const label = `Build "${metadata.name}"`;
  // The message of a running build changes with each step.
  return notReady(
    reason,
    reason === 'BuildInProgress'
      ? `${label} is running`
      : `${label}: ${ready?.message}`,
  );
}

function deployedReadiness({
  projectProblem,
  environments,
  deployed,
  deployables,
  bindings,
  apis,
}: ComponentFacts): ComponentReadiness {
  if (projectProblem) {
    return notReady(projectProblem.reason, projectProblem.message);
  }
  if (deployed?.ready.status === 'False') {
    return notReady(deployed.ready.reason, deployed.ready.message);
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
          status?.trouble ?? ready?.message ?? 'not reconciled yet'
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
        'Nothing is deployed; create a Service, WebApplication, ScheduledTask or API',
      );
}

/** The readiness of a proxy, which runs nothing itself, is that of its APIs. */
function apisReadiness(
  apis: readonly API[],
  environments: readonly string[],
): ComponentReadiness {
  for (const { metadata, status } of apis) {
    const ready = getCondition(status?.conditions, 'Ready');
    if (ready?.status !== 'True') {
      return notReady(
        ready?.reason ?? 'Progressing',
        `API "${metadata.name}": ${ready?.message ?? 'not reconciled yet'}`,
      );
    }
  }
  const remaining = new Set(apis.map(({ spec }) => spec.environmentName));
  return readyIn([
    ...environments.filter(name => remaining.delete(name)),
    ...[...remaining].sort(),
  ]);
}

function readyIn(environments: readonly string[]): ComponentReadiness {
  return {
    status: 'True',
    reason: 'Ready',
    message: `Ready in ${environments.join(', ')}`,
  };
}

/** Sorts bindings by environment, in promotion order. Environments outside the pipeline come last. */
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
