import { ConflictError, InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  annotations,
  deploymentPipelineKind,
  openChoreoApiVersion,
  organizationKind,
  projectKind,
  labels,
  type Project,
} from '@promenade/openchoreo-model';
import {
  implementVerb,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { objectReference } from './objectReference';
import { isFromSameRequest, requestAnnotations } from './requestAnnotations';
import { createObject, findObject } from './writeObjects';

type Input = OperationInput<typeof verbs.createProject>;

/** Creates a Project. A ConflictError when the name is already taken. */
export const createProject = implementVerb(verbs.createProject, {
  async plan(context, input, request) {
    const project = await write(context, input, request, true);
    return { output: outputOf(project), objects: [project] };
  },
  async execute(context, input, request) {
    return outputOf(await write(context, input, request, false));
  },
});

function outputOf(project: Project) {
  const { name, namespace = '' } = project.metadata;
  return {
    organization: namespace,
    project: name,
    objects: [objectReference(project)],
  };
}

async function write(
  context: VerbContext,
  input: Input,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<Project> {
  const { organization: namespace, name } = input;
  const existing = await findObject(
    context,
    projectKind,
    { namespace, name },
    signal,
  );
  if (existing) {
    if (isFromSameRequest(existing, input)) return existing;
    throw new ConflictError(
      `The project ${name} already exists in ${namespace}. Choose another name`,
    );
  }
  checkOrganization(context, namespace);
  const deploymentPipelineRef = input.deploymentPipeline ?? 'default';
  const pipeline = { namespace, name: deploymentPipelineRef };
  if (!(await findObject(context, deploymentPipelineKind, pipeline, signal))) {
    throw new InputError(
      `The deployment pipeline ${deploymentPipelineRef} does not exist in ${namespace}. Choose another one, or create it first`,
    );
  }
  return createObject(
    context,
    projectKind,
    {
      apiVersion: openChoreoApiVersion,
      kind: projectKind.kind,
      metadata: {
        name,
        namespace,
        labels: { [labels.organization]: namespace, [labels.name]: name },
        annotations: {
          ...requestAnnotations(input, requestedBy),
          [annotations.displayName]: input.displayName ?? name,
        },
      },
      spec: { deploymentPipelineRef },
    },
    { signal, dryRun },
  );
}

/** Does nothing on an API without Organizations: there the namespace decides. */
function checkOrganization({ cache }: VerbContext, organization: string) {
  const names = cache
    .list(organizationKind)
    .map(({ metadata }) => metadata.name);
  if (names.length && !names.includes(organization)) {
    throw new InputError(
      `The organization ${organization} does not exist. Choose one of: ${names
        .sort()
        .join(', ')}`,
    );
  }
}
