import { ConflictError, InputError } from '@backstage/errors';
import {
  annotations,
  deploymentPipelineKind,
  openChoreoApiVersion,
  organizationKind,
  projectKind,
  labels,
  type Project,
} from '@promenade/openchoreo-model';
import { checkName } from './checkName';
import {
  create,
  find,
  type CommandContext,
  type CommandOptions,
} from './CommandContext';
import { isSameRequest, requestAnnotations } from './requestAnnotations';

/** @public */
export interface CreateProjectInput {
  organization: string;
  name: string;
  displayName?: string;
  description?: string;
  /** Entity ref of the team that answers for it. */
  owner?: string;
  /** Name of the pipeline that its components walk along. `default` by default. */
  deploymentPipeline?: string;
  /** Entity ref of who asks. */
  requestedBy?: string;
  /** A command with the key of one that was carried out before finds its work done, and succeeds. */
  idempotencyKey?: string;
}

/** Creates a project. A name that is taken is a ConflictError. */
export async function createProject(
  context: CommandContext,
  input: CreateProjectInput,
  options: CommandOptions = {},
): Promise<Project> {
  const { organization, name } = input;
  checkName('project', name);
  const existing = await find(
    context,
    projectKind,
    { namespace: organization, name },
    options,
  );
  if (existing) {
    if (isSameRequest(existing, input)) return existing;
    throw new ConflictError(
      `There is a project ${name} in ${organization} already. Choose another name`,
    );
  }
  checkOrganization(context, organization);
  const deploymentPipelineRef = input.deploymentPipeline ?? 'default';
  const pipeline = { namespace: organization, name: deploymentPipelineRef };
  if (!(await find(context, deploymentPipelineKind, pipeline, options))) {
    throw new InputError(
      `There is no deployment pipeline ${deploymentPipelineRef} in ${organization}. Choose one that exists, or create it first`,
    );
  }
  return create(
    context,
    projectKind,
    {
      apiVersion: openChoreoApiVersion,
      kind: projectKind.kind,
      metadata: {
        name,
        namespace: organization,
        labels: { [labels.organization]: organization, [labels.name]: name },
        annotations: {
          ...requestAnnotations(input),
          [annotations.displayName]: input.displayName ?? name,
        },
      },
      spec: { deploymentPipelineRef },
    },
    options,
  );
}

function checkOrganization({ cache }: CommandContext, organization: string) {
  // An API that has no Organization objects still has the namespace, and says no if it does not.
  const known = cache.list(organizationKind);
  if (
    known.length &&
    !known.some(({ metadata }) => metadata.name === organization)
  ) {
    throw new InputError(
      `There is no organization ${organization}. There are: ${known
        .map(({ metadata }) => metadata.name)
        .sort()
        .join(', ')}`,
    );
  }
}
