import { InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  deploymentPipelineKind,
  duplicateEdges,
  edgesOf,
  environmentsOf,
  findCycle,
  type DeploymentPipeline,
} from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { fact, type ReleaseFact } from '../../views/releaseFacts';
import { applyObject } from './applyObject';
import { checkEnvironments, checkOrganization } from './checkReferences';
import { newObject } from '../../adapter-base/newObject';

type Input = OperationInput<typeof verbs.applyPipeline>;
type Path = NonNullable<DeploymentPipeline['spec']['promotionPaths']>[number];
type Target = Path['targetEnvironmentRefs'][number];

/**
 * Creates a DeploymentPipeline, or replaces its promotion paths. An InputError when an environment does not exist, or when the paths
 * form a cycle.
 */
export const applyPipeline = implementWrite(verbs.applyPipeline, write);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
) {
  const { organization, name: pipeline } = input;
  checkPaths(input);
  await checkOrganization(context, organization, request.signal);
  const references = input.paths.flatMap(({ from, to }, index) => [
    { field: `paths.${index}.from`, name: from },
    ...(to ? [{ field: `paths.${index}.to`, name: to }] : []),
  ]);
  await checkEnvironments(context, organization, references, request.signal);
  const { object, changes } = await applyObject(
    context,
    {
      kind: deploymentPipelineKind,
      input,
      specOf: before => specOf(input, before),
      describe,
    },
    request,
    dryRun,
  );
  return { output: { organization, pipeline, changes }, objects: [object] };
}

/** @throws InputError for a path that is given twice, and for a cycle */
function checkPaths(input: Input): void {
  const spec = specOf(input, undefined);
  const pipeline = deploymentPipelineKind.schema.parse(
    newObject(deploymentPipelineKind, input, undefined, { spec }),
  );
  const [duplicate] = duplicateEdges(pipeline);
  if (duplicate) {
    throw new InputError(
      `paths: the path from ${duplicate.from} to ${duplicate.to} is given twice. Remove one of them`,
    );
  }
  const cycle = findCycle(pipeline);
  if (cycle) {
    throw new InputError(
      `paths: ${cycle.join(
        ' → ',
      )} is a cycle. Remove one of its paths: releases move in one direction`,
    );
  }
}

/** The paths of an input, grouped by source. Fields that the input does not set are those of the pipeline of now. */
function specOf(
  { paths }: Input,
  before: DeploymentPipeline | undefined,
): DeploymentPipeline['spec'] {
  const sources = [...new Set(paths.map(({ from }) => from))];
  return {
    promotionPaths: sources.map(source => {
      const old = before?.spec.promotionPaths?.find(
        ({ sourceEnvironmentRef }) => sourceEnvironmentRef === source,
      );
      const targets = paths.flatMap(({ from, to, requiresApproval }) =>
        from === source && to
          ? [targetOf(to, requiresApproval, old?.targetEnvironmentRefs)]
          : [],
      );
      return {
        ...old,
        sourceEnvironmentRef: source,
        targetEnvironmentRefs: targets,
      };
    }),
  };
}

/** Both fields of a target that ask for an approval have the same effect. */
function targetOf(
  name: string,
  requiresApproval: boolean | undefined,
  old: readonly Target[] = [],
): Target {
  const { isManualApprovalRequired, ...target } = old.find(
    each => each.name === name,
  ) ?? { name };
  const needsApproval =
    (target.requiresApproval || isManualApprovalRequired) ?? false;
  return requiresApproval === undefined || requiresApproval === needsApproval
    ? { ...target, isManualApprovalRequired }
    : { ...target, requiresApproval };
}

function describe(pipeline: DeploymentPipeline): ReleaseFact[] {
  return [
    fact('other', 'environments', environmentsOf(pipeline).join(', ')),
    ...edgesOf(pipeline).map(({ from, to, needsApproval }) =>
      fact(
        'other',
        `promotion from ${from} to ${to}`,
        needsApproval ? 'after an approval' : 'without an approval',
      ),
    ),
  ];
}
