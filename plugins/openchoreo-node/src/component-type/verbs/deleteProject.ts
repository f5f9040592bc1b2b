import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { findProject } from '../../adapter-base/findProject';
import { objectReference } from '../../adapter-base/objectReference';
import {
  checkDeletable,
  deleteObject,
  findObject,
} from '../../adapter-base/writeObjects';
import { indexValue } from '../../cache/indexes';
import type { ResourceKind, ResourceObject } from '../../cache/ResourceReader';
import {
  implementVerb,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { componentKind } from '../componentKinds';
import { releaseBindingKind } from '../deploymentKinds';
import { pipelineOf } from '../pipelineOf';
import { projectKind, projectReleaseBindingKind } from '../tenantKinds';

type Input = OperationInput<typeof verbs.deleteProject>;

interface FoundObject {
  kind: ResourceKind;
  object: ResourceObject;
}

/**
 * Deletes the Components of a project, what deploys it to its environments, and the Project last, so that an interrupted request can be
 * repeated. OpenChoreo deletes what belongs to these. A NotFoundError when the project does not exist.
 */
export const deleteProject = implementVerb(verbs.deleteProject, {
  async plan(context, input, request) {
    const found = await findObjects(context, input, request);
    const objects = found.map(({ object }) => object);
    return { output: outputOf(context, input, found), objects };
  },
  async execute(context, input, request) {
    const found = await findObjects(context, input, request);
    const output = outputOf(context, input, found);
    // All or none.
    for (const { kind, object } of found) checkDeletable(kind, object);
    for (const { kind, object } of found) {
      await deleteObject(context, kind, object, request);
    }
    return output;
  },
});

/** What is deleted, in this order. */
async function findObjects(
  context: VerbContext,
  input: Input,
  { signal }: VerbRequest,
): Promise<FoundObject[]> {
  const project = await findProject(context, projectKind, input, signal);
  const components = context.cache
    .byIndex(componentKind, 'project', projectIndex(input))
    .map(object => ({ kind: componentKind, object }));
  return [
    ...components,
    ...(await findReleaseBindings(context, input, signal)),
    { kind: projectKind, object: project },
  ];
}

/** What deploys the project to the environments of its pipeline, under the names that `createProject` gives. None before 1.2. */
async function findReleaseBindings(
  context: VerbContext,
  input: Input,
  signal: AbortSignal | undefined,
): Promise<FoundObject[]> {
  const kind = projectReleaseBindingKind;
  if (!(await context.client.resourceFor(kind.apiVersion, kind.kind))) {
    return [];
  }
  const { organization: namespace, project } = input;
  const { environments = [] } = pipelineOf(context.cache, input).pipeline ?? {};
  const found = await Promise.all(
    environments.map(environment => {
      const key = { namespace, name: `${project}-${environment}` };
      return findObject(context, kind, key, signal);
    }),
  );
  return found.flatMap(object =>
    object?.spec.owner.projectName === project ? [{ kind, object }] : [],
  );
}

function outputOf(
  { cache }: VerbContext,
  input: Input,
  found: readonly FoundObject[],
) {
  const bindings = cache.byIndex(
    releaseBindingKind,
    'project',
    projectIndex(input),
  );
  return {
    components: found
      .filter(({ kind }) => kind === componentKind)
      .map(({ object }) => object.metadata.name)
      .sort(),
    environments: [
      ...new Set(bindings.map(({ spec }) => spec.environment)),
    ].sort(),
    objects: found.map(({ object }) => objectReference(object)),
  };
}

function projectIndex({ organization, project }: Input): string {
  return indexValue(organization, project);
}
