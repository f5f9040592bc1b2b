import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { componentKind, projectKind } from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import type { ResourceObject } from '../../cache/ResourceReader';
import { implementVerb, type VerbContext } from '../../verbs/Verb';
import { bindingKinds } from '../bindings';
import { objectReference } from '../../adapter-base/objectReference';
import { ownedObjects } from './ownedObjects';
import { findProject } from '../../adapter-base/findProject';
import { deleteObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.deleteProject>;

/**
 * Deletes the Project. The control plane deletes what belongs to it, and the Project last. A NotFoundError when it does not exist in
 * the organization.
 */
export const deleteProject = implementVerb(verbs.deleteProject, {
  async plan(context, input, request) {
    const objects = [
      await findProject(context, projectKind, input, request.signal),
      ...ownedBy(context, input),
    ];
    return { output: outputOf(context, input, objects), objects };
  },
  async execute(context, input, request) {
    const { signal } = request;
    const project = await findProject(context, projectKind, input, signal);
    const objects = [project, ...ownedBy(context, input)];
    const output = outputOf(context, input, objects);
    await deleteObject(context, projectKind, project, request);
    return output;
  },
});

function ownedBy(
  { cache }: VerbContext,
  { organization, project }: Input,
): ResourceObject[] {
  return ownedObjects(cache, 'project', indexValue(organization, project));
}

function outputOf(
  { cache }: VerbContext,
  { organization, project }: Input,
  objects: readonly ResourceObject[],
) {
  const value = indexValue(organization, project);
  const components = cache.byIndex(componentKind, 'project', value);
  const bindings = bindingKinds.flatMap(kind =>
    cache.byIndex(kind, 'project', value),
  );
  return {
    components: components.map(({ metadata }) => metadata.name).sort(),
    environments: [
      ...new Set(bindings.map(({ spec }) => spec.environment)),
    ].sort(),
    objects: objects.map(objectReference),
  };
}
