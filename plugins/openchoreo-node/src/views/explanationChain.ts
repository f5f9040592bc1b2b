import {
  isPromotionComplete,
  type EnvironmentCard,
  type ExplanationLink,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ComponentSnapshot,
  DeploymentSnapshot,
  EnvironmentSnapshot,
  ObservedObject,
} from '../domain/ComponentSnapshot';
import { connectionWarnings } from './connectionWarnings';
import { sentence } from './failureMessage';
import { deploymentIn, unfinishedBuild } from './snapshotLookups';

/**
 * The resources from a component over its binding and Release to its objects in the data plane, in this order. Of the objects
 * only those that are not healthy.
 */
export function explanationChain(
  snapshot: ComponentSnapshot,
  card: EnvironmentCard,
): ExplanationLink[] {
  const { name } = card.environment;
  const deployment = deploymentIn(snapshot, name);
  return [
    componentLink(snapshot),
    environmentLink(name, snapshot.environments.get(name)),
    ...buildLinks(snapshot, name),
    ...promotionLinks(card),
    ...(deployment ? deploymentLinks(snapshot, deployment, card) : []),
    ...standaloneApiLinks(snapshot, name),
  ];
}

function componentLink({
  ref,
  type = 'unknown',
  problem,
  rejected,
}: ComponentSnapshot): ExplanationLink {
  const link = { kind: 'Component', name: ref.component };
  if (problem) return { ...link, status: 'failed', message: problem.message };
  return rejected.length
    ? { ...link, status: 'failed', message: rejected.join(' ') }
    : {
        ...link,
        status: 'ok',
        message: `It is of type ${type}, in project ${ref.project}.`,
      };
}

function environmentLink(
  name: string,
  environment: EnvironmentSnapshot | undefined,
): ExplanationLink {
  const link = { kind: 'Environment', name };
  if (!environment) {
    return {
      ...link,
      status: 'failed',
      message: 'The environment does not exist.',
    };
  }
  const { dataPlane } = environment;
  if (!dataPlane) {
    return { ...link, status: 'unknown', message: 'It names no data plane.' };
  }
  return dataPlane.unreachable
    ? {
        ...link,
        status: 'failed',
        message: `Its data plane ${
          dataPlane.name
        } cannot be reached: ${sentence(dataPlane.unreachable.message)}`,
      }
    : {
        ...link,
        status: 'ok',
        message: `Its objects are on data plane ${dataPlane.name}.`,
      };
}

/** The build of the first environment, unless it has succeeded. */
function buildLinks(
  snapshot: ComponentSnapshot,
  environment: string,
): ExplanationLink[] {
  const build = unfinishedBuild(snapshot, environment);
  if (!build) return [];
  const { name, phase, step, message } = build;
  return [
    {
      kind: 'Build',
      name,
      status: phase === 'Failed' ? 'failed' : 'waiting',
      message: `It is ${phase}${step ? ` in step ${step}` : ''}.${
        message ? ` ${sentence(message)}` : ''
      }`,
    },
  ];
}

/** The promotion that runs, or the last one if it did not succeed. */
function promotionLinks({ promotion }: EnvironmentCard): ExplanationLink[] {
  if (!promotion) return [];
  const { name, from, phase, message } = promotion;
  return [
    {
      kind: 'Promotion',
      name,
      status: isPromotionComplete(promotion) ? 'failed' : 'waiting',
      message: `From ${from}, in phase ${phase}.${
        message ? ` ${sentence(message)}` : ''
      }`,
    },
  ];
}

function deploymentLinks(
  snapshot: ComponentSnapshot,
  deployment: DeploymentSnapshot,
  card: EnvironmentCard,
): ExplanationLink[] {
  const { contents, environment, objects, resources } = deployment;
  return [
    bindingLink(deployment, card),
    ...connectionWarnings(snapshot, contents, environment).map(
      ({ message }): ExplanationLink => ({
        kind: 'Workload',
        name: snapshot.ref.component,
        status: 'waiting',
        message,
      }),
    ),
    ...(objects ? releaseLinks(resources?.release, objects) : []),
  ];
}

function bindingLink(
  { binding, ready, resources }: DeploymentSnapshot,
  { message, state }: EnvironmentCard,
): ExplanationLink {
  return {
    kind: resources?.bindingKind ?? 'Binding',
    name: binding.name,
    status: bindingStatus(state, ready?.status),
    message: ready?.message
      ? sentence(ready.message)
      : message ?? 'The control plane has not reported a status yet.',
  };
}

function bindingStatus(
  state: EnvironmentCard['state'],
  ready: 'True' | 'False' | 'Unknown' | undefined,
): ExplanationLink['status'] {
  if (state === 'Failed' || state === 'Degraded') return 'failed';
  if (state === 'Unknown') return 'unknown';
  return ready === 'True' ? 'ok' : 'waiting';
}

function releaseLinks(
  release: string | undefined,
  objects: readonly ObservedObject[],
): ExplanationLink[] {
  const unhealthy = objects.filter(
    ({ health }) => health !== 'Healthy' && health !== 'Suspended',
  );
  const healthy = objects.length - unhealthy.length;
  return [
    {
      kind: 'Release',
      name: release ?? 'not known',
      status: unhealthy.length ? 'waiting' : 'ok',
      message: `${healthy} of ${objects.length} objects are healthy.`,
    },
    ...unhealthy.map(objectLink),
  ];
}

const statusOfHealth: Record<
  ObservedObject['health'],
  ExplanationLink['status']
> = {
  Healthy: 'ok',
  Suspended: 'ok',
  Progressing: 'waiting',
  Degraded: 'failed',
  Unknown: 'unknown',
};

function objectLink({
  kind,
  name,
  health,
  message,
}: ObservedObject): ExplanationLink {
  return {
    kind,
    name,
    status: message ? 'failed' : statusOfHealth[health],
    message: message ? sentence(message) : `Its health is ${health}.`,
  };
}

function standaloneApiLinks(
  { apis }: ComponentSnapshot,
  environment: string,
): ExplanationLink[] {
  const statuses = {
    Ready: 'ok',
    Progressing: 'waiting',
    Failed: 'failed',
  } as const;
  return apis
    .filter(api => api.environment === environment)
    .map(({ name, state, ready }) => ({
      kind: 'API',
      name,
      status: statuses[state],
      message: sentence(
        ready?.message || 'The control plane has not processed it yet',
      ),
    }));
}
