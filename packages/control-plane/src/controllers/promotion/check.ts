import { Promotion } from '@promenade/openchoreo-model';
import { environmentsNotFound } from '../../core/pipeline/environments-not-found';
import { PipelineEdge } from '@promenade/openchoreo-model';
import { PromotionFacts } from './facts';
import { verdictOn } from './verdict';

/** Why a promotion does not go on: for good, or until something changes. */
export interface Obstacle {
  outcome: 'refused' | 'waiting';
  /** One word for programs, as in a condition. */
  reason: string;
  /** One sentence for people. */
  message: string;
}

type Policy = (
  spec: Promotion['spec'],
  facts: PromotionFacts,
) => Obstacle | undefined;

const refused = (reason: string, message: string): Obstacle => ({
  outcome: 'refused',
  reason,
  message,
});

const waiting = (reason: string, message: string): Obstacle => ({
  outcome: 'waiting',
  reason,
  message,
});

/** The edge of the pipeline that a promotion asks for. */
export function requestedEdge(
  spec: Promotion['spec'],
  facts: PromotionFacts,
): PipelineEdge | undefined {
  return facts.pipeline?.edges.find(
    edge => edge.from === spec.from && edge.to === spec.to,
  );
}

const componentExists: Policy = ({ owner }, { componentType }) =>
  componentType === undefined
    ? refused(
        'ComponentNotFound',
        `Component "${owner.componentName}" not found in project "${owner.projectName}".`,
      )
    : undefined;

const projectExists: Policy = ({ owner }, { projectFound }) =>
  projectFound
    ? undefined
    : refused('ProjectNotFound', `Project "${owner.projectName}" not found.`);

const pipelineExists: Policy = ({ owner }, { pipeline }) =>
  pipeline
    ? undefined
    : refused(
        'DeploymentPipelineNotFound',
        `Project "${owner.projectName}" has no deployment pipeline. Set spec.deploymentPipelineRef to one that exists.`,
      );

const pipelineHasEdge: Policy = (spec, facts) => {
  if (requestedEdge(spec, facts)) {
    return undefined;
  }
  const next = (facts.pipeline?.edges ?? [])
    .filter(edge => edge.from === spec.from)
    .map(edge => edge.to);
  const remedy = next.length
    ? `From ${spec.from} it leads to ${next.join(', ')}.`
    : `It does not lead on from ${spec.from}.`;
  return refused(
    'InvalidPromotionPath',
    `Pipeline "${facts.pipeline?.name}" does not lead from ${spec.from} to ${spec.to}. ${remedy}`,
  );
};

const environmentsExist: Policy = (spec, { environmentFound }) => {
  const missing = [
    ...(environmentFound.from ? [] : [spec.from]),
    ...(environmentFound.to ? [] : [spec.to]),
  ];
  return missing.length
    ? refused('EnvironmentNotFound', `${environmentsNotFound(missing)}.`)
    : undefined;
};

const targetIsFree: Policy = (spec, { target }) =>
  target?.managedBy
    ? refused(
        'TargetIsManaged',
        `What runs in ${spec.to} is decided by ${target.managedBy}; nothing can be promoted there.`,
      )
    : undefined;

const sourceIsDeployed: Policy = (spec, { source }) =>
  !source || source.releaseState === 'Undeploy'
    ? refused('SourceNotDeployed', `Nothing is deployed in ${spec.from}.`)
    : undefined;

const artifactExists: Policy = (spec, { pinned }) =>
  spec.artifactRef && !pinned
    ? refused(
        'ArtifactNotFound',
        `DeployableArtifact "${spec.artifactRef}" of component "${spec.owner.componentName}" not found.`,
      )
    : undefined;

const sourceRunsArtifact: Policy = (spec, { source, pinned }) =>
  source && pinned && source.artifact.hash !== pinned.hash
    ? refused(
        'SourceChanged',
        `${capitalised(spec.from)} no longer runs ${pinned.label} but ${
          source.artifact.label
        }. Ask again to promote that.`,
      )
    : undefined;

const noneAhead: Policy = (spec, { ahead }) =>
  ahead
    ? waiting(
        'WaitingForPromotion',
        `Waits for promotion "${ahead}" to ${spec.to} to end.`,
      )
    : undefined;

const sourceIsReady: Policy = (spec, { source }) => {
  const verdict = source && verdictOn(source);
  switch (verdict?.outcome) {
    case 'resting':
      return refused(
        'SourceNotReady',
        `${capitalised(spec.from)} is suspended. Resume it first.`,
      );
    case 'progressing':
      return waiting(
        'SourceNotReady',
        `Waits for ${spec.from} to be ready: ${verdict.message}`,
      );
    case 'troubled':
      return refused(
        'SourceNotReady',
        `${capitalised(spec.from)} must be ready first: ${verdict.message}`,
      );
    default:
      return undefined;
  }
};

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);
}

/** In the order in which a person would want to hear about them. */
const policies: readonly Policy[] = [
  projectExists,
  componentExists,
  pipelineExists,
  pipelineHasEdge,
  environmentsExist,
  targetIsFree,
  sourceIsDeployed,
  artifactExists,
  sourceRunsArtifact,
  noneAhead,
  sourceIsReady,
];

/** What stands in the way of a promotion, or undefined when it may move. */
export function check(
  spec: Promotion['spec'],
  facts: PromotionFacts,
): Obstacle | undefined {
  for (const policy of policies) {
    const obstacle = policy(spec, facts);
    if (obstacle) {
      return obstacle;
    }
  }
  return undefined;
}
