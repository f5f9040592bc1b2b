import { PipelineEdge, Promotion } from '@promenade/openchoreo-model';
import { bindingReasons } from '../../core/binding/reasons';
import { environmentsNotFound } from '../../core/pipeline/environments-not-found';
import { modifiedMessage } from './modified-message';
import { PromotionFacts, bindingReadiness } from './promotion-facts';

/** Why a promotion cannot continue: it fails, or it waits. */
export interface Obstacle {
  outcome: 'Failed' | 'Waiting';
  /** One word for programs, as in a condition. */
  reason: string;
  /** One sentence for people. */
  message: string;
}

type Check = (
  spec: Promotion['spec'],
  facts: PromotionFacts,
) => Obstacle | undefined;

const failed = (reason: string, message: string): Obstacle => ({
  outcome: 'Failed',
  reason,
  message,
});

const waits = (reason: string, message: string): Obstacle => ({
  outcome: 'Waiting',
  reason,
  message,
});

/** The edge of the pipeline that a promotion asks for. */
function requestedEdge(
  spec: Promotion['spec'],
  facts: PromotionFacts,
): PipelineEdge | undefined {
  return facts.pipeline?.edges.find(
    edge => edge.from === spec.from && edge.to === spec.to,
  );
}

const isSupported: Check = (_spec, { unsupported }) =>
  unsupported === undefined ? undefined : failed('NotSupported', unsupported);

const componentExists: Check = ({ owner }, { componentType }) =>
  componentType === undefined
    ? failed(
        'ComponentNotFound',
        `Component "${owner.componentName}" not found in project "${owner.projectName}".`,
      )
    : undefined;

const projectExists: Check = ({ owner }, { projectFound }) =>
  projectFound
    ? undefined
    : failed('ProjectNotFound', `Project "${owner.projectName}" not found.`);

const pipelineExists: Check = ({ owner }, { pipeline }) =>
  pipeline
    ? undefined
    : failed(
        'DeploymentPipelineNotFound',
        `Project "${owner.projectName}" has no deployment pipeline. Set spec.deploymentPipelineRef to one that exists.`,
      );

const pipelineHasEdge: Check = (spec, facts) => {
  if (requestedEdge(spec, facts)) {
    return undefined;
  }
  const next = (facts.pipeline?.edges ?? [])
    .filter(edge => edge.from === spec.from)
    .map(edge => edge.to);
  const remedy = next.length
    ? `From ${spec.from} it leads to ${next.join(', ')}.`
    : `It does not lead on from ${spec.from}.`;
  return failed(
    'InvalidPromotionPath',
    `Pipeline "${facts.pipeline?.name}" does not lead from ${spec.from} to ${spec.to}. ${remedy}`,
  );
};

const environmentsExist: Check = (spec, { environmentFound }) => {
  const missing = [
    ...(environmentFound.from ? [] : [spec.from]),
    ...(environmentFound.to ? [] : [spec.to]),
  ];
  return missing.length
    ? failed('EnvironmentNotFound', `${environmentsNotFound(missing)}.`)
    : undefined;
};

const targetIsFree: Check = (spec, { target }) =>
  target?.managedBy
    ? failed(
        'TargetIsManaged',
        `${target.managedBy} deploys the component to ${spec.to}; nothing can be promoted there.`,
      )
    : undefined;

const sourceIsDeployed: Check = (spec, { source }) =>
  !source || source.releaseState === 'Undeploy'
    ? failed('SourceNotDeployed', `Nothing is deployed in ${spec.from}.`)
    : undefined;

const artifactExists: Check = (spec, { artifact }) =>
  spec.artifactRef && !artifact
    ? failed(
        'ArtifactNotFound',
        `DeployableArtifact "${spec.artifactRef}" of component "${spec.owner.componentName}" not found.`,
      )
    : undefined;

const artifactIsUnmodified: Check = (spec, { artifact }) =>
  artifact?.isModified
    ? failed('ArtifactModified', modifiedMessage(spec.artifactRef))
    : undefined;

/** A binding of another kind cannot be updated; deleting it would be an outage that nobody asked for. */
const targetHasSameType: Check = (spec, { source, artifact, target }) => {
  const promoted = artifact?.kindOfBinding ?? source?.kind;
  return target && promoted && target.kind !== promoted
    ? failed(
        'ComponentTypeChanged',
        `${capitalize(spec.to)} runs ${target.kind} "${
          target.name
        }", and the release needs a ${promoted}. Delete ${target.kind} "${
          target.name
        }", then promote again.`,
      )
    : undefined;
};

const sourceRunsArtifact: Check = (spec, { source, artifact }) =>
  source && artifact && source.artifact.hash !== artifact.hash
    ? failed(
        'SourceChanged',
        `${capitalize(spec.from)} no longer runs ${artifact.label} but ${
          source.artifact.label
        }. Ask again to promote that.`,
      )
    : undefined;

const sourceIsReady: Check = (spec, { source }) => {
  if (!source) return undefined;
  const { state, message } = bindingReadiness(source);
  // A data plane that does not respond, or rejects an object, is tried again.
  const isNotApplied =
    state === 'Failed' &&
    source.ready?.reason === bindingReasons.releaseNotApplied;
  switch (isNotApplied ? 'Progressing' : state) {
    case 'Suspended':
      return failed(
        'SourceNotReady',
        `${capitalize(spec.from)} is suspended. Resume it first.`,
      );
    case 'Progressing':
      return waits(
        'SourceNotReady',
        `Waiting for ${spec.from} to be ready: ${message}`,
      );
    case 'Failed':
      return failed(
        'SourceNotReady',
        `${capitalize(spec.from)} must be ready first: ${message}`,
      );
    default:
      return undefined;
  }
};

function capitalize(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);
}

const releaseIsNamed: Check = (spec, { artifact }) =>
  artifact
    ? undefined
    : failed(
        'ArtifactNotFound',
        spec.artifactRef
          ? `DeployableArtifact "${spec.artifactRef}" of component "${spec.owner.componentName}" not found.`
          : 'A roll back needs spec.artifactRef.',
      );

/** The first that fails is reported. */
const promotionChecks: readonly Check[] = [
  isSupported,
  projectExists,
  componentExists,
  pipelineExists,
  pipelineHasEdge,
  environmentsExist,
  targetIsFree,
  sourceIsDeployed,
  artifactExists,
  artifactIsUnmodified,
  targetHasSameType,
  sourceRunsArtifact,
  sourceIsReady,
];

/** A roll back deploys what the environment ran before, so that pipeline and source do not matter. */
const rollBackChecks: readonly Check[] = [
  isSupported,
  projectExists,
  componentExists,
  environmentsExist,
  targetIsFree,
  releaseIsNamed,
  artifactIsUnmodified,
  targetHasSameType,
];

/** Returns what prevents a promotion; undefined if nothing does. */
export function check(
  spec: Promotion['spec'],
  facts: PromotionFacts,
): Obstacle | undefined {
  const checks = spec.type === 'RollBack' ? rollBackChecks : promotionChecks;
  for (const checkOne of checks) {
    const obstacle = checkOne(spec, facts);
    if (obstacle) {
      return obstacle;
    }
  }
  return undefined;
}
