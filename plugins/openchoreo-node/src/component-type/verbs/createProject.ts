import { InputError } from '@backstage/errors';
import {
  deliveryAnnotationsFor,
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { environmentsOf as environmentNamesOf } from '@promenade/openchoreo-model';
import {
  createTogether,
  deleteOwn,
  type NewObject,
} from '../../adapter-base/createTogether';
import { objectReference } from '../../adapter-base/objectReference';
import { findObject } from '../../adapter-base/writeObjects';
import { implementWrite, type VerbContext } from '../../verbs/Verb';
import { deploymentPipelineKind } from '../platformKinds';
import { projectKind, projectReleaseBindingKind } from '../tenantKinds';
import { newObjects } from './newObjects';

type Input = OperationInput<typeof verbs.createProject>;

/**
 * Creates a Project, with a ProjectReleaseBinding for each environment of its pipeline where the API serves them: without these,
 * OpenChoreo deploys none of its components. All or none.
 */
export const createProject = implementWrite(
  verbs.createProject,
  async (context, input, { requestedBy, signal }, dryRun) => {
    const { organization, name: project, idempotencyKey } = input;
    const wanted = await projectObjects(context, input, requestedBy, signal);
    const objects = await createTogether(context, wanted, {
      idempotencyKey,
      signal,
      dryRun,
    });
    const references = objects.map(objectReference);
    return { output: { organization, project, objects: references }, objects };
  },
  async (context, input, { signal }) =>
    deleteOwn(
      context,
      await projectObjects(context, input, undefined, signal),
      input,
    ),
);

async function projectObjects(
  context: VerbContext,
  input: Input,
  requestedBy: string | undefined,
  signal: AbortSignal | undefined,
): Promise<NewObject[]> {
  const { name, deploymentPipeline = 'default' } = input;
  const environments = await environmentsOf(
    context,
    input,
    deploymentPipeline,
    signal,
  );
  const { apiVersion, kind } = projectReleaseBindingKind;
  const hasTypes = await context.client.resourceFor(apiVersion, kind);
  const pipelineRef = {
    kind: deploymentPipelineKind.kind,
    name: deploymentPipeline,
  };
  const type = { kind: 'ClusterProjectType', name: 'default' };
  const project = newObjects(
    input,
    requestedBy,
    [
      [
        projectKind,
        name,
        { deploymentPipelineRef: pipelineRef, ...(hasTypes && { type }) },
      ],
    ],
    deliveryAnnotationsFor(input.defaultDelivery ?? {}),
  );
  const bindings = newObjects(
    input,
    requestedBy,
    (hasTypes ? environments : []).map(
      environment =>
        [
          projectReleaseBindingKind,
          `${name}-${environment}`,
          { owner: { projectName: name }, environment },
        ] as const,
    ),
  );
  return [...project, ...bindings];
}

/** @throws InputError when there is no such pipeline */
async function environmentsOf(
  context: VerbContext,
  { organization: namespace }: Input,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const key = { namespace, name };
  const found = await findObject(context, deploymentPipelineKind, key, signal);
  if (found) return environmentNamesOf(found);
  throw new InputError(
    `deploymentPipeline: the DeploymentPipeline ${name} does not exist in ${namespace}. Choose another one, or create it first`,
  );
}
