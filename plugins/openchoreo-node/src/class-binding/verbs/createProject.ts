import { InputError } from '@backstage/errors';
import {
  deliveryAnnotationsFor,
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  deploymentPipelineKind,
  projectKind,
} from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { createOnce } from '../../adapter-base/createOnce';
import { checkOrganization } from './checkReferences';
import { objectReference } from '../../adapter-base/objectReference';
import { findObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.createProject>;

/** Creates a Project. A ConflictError when the name is already taken. */
export const createProject = implementWrite(
  verbs.createProject,
  async (context, input, request, dryRun) => {
    const { organization, deploymentPipeline = 'default' } = input;
    const project = await createOnce(context, projectKind, input, request, {
      dryRun,
      check: () => check(context, input, deploymentPipeline, request),
      spec: { deploymentPipelineRef: deploymentPipeline },
      annotations: deliveryAnnotationsFor(input.defaultDelivery ?? {}),
    });
    return {
      output: {
        organization,
        project: input.name,
        objects: [objectReference(project)],
      },
      objects: [project],
    };
  },
);

async function check(
  context: VerbContext,
  { organization: namespace, defaultDelivery }: Input,
  name: string,
  { signal }: VerbRequest,
): Promise<void> {
  if (defaultDelivery?.mode === 'pull-request' && !defaultDelivery.repository) {
    throw new InputError(
      'defaultDelivery.repository: pull requests need a Git repository. Give its URL',
    );
  }
  await checkOrganization(context, namespace, signal);
  const pipeline = { namespace, name };
  if (!(await findObject(context, deploymentPipelineKind, pipeline, signal))) {
    throw new InputError(
      `deploymentPipeline: the DeploymentPipeline ${name} does not exist in ${namespace}. Choose another one, or create it first`,
    );
  }
}
