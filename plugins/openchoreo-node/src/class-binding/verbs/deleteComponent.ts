import { NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { componentKind } from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import type { ResourceObject } from '../../cache/ResourceReader';
import {
  implementVerb,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { bindingsOf } from '../bindings';
import { objectReference } from '../../adapter-base/objectReference';
import { ownedObjects } from './ownedObjects';
import { deleteObject, findObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.deleteComponent>;

/**
 * Deletes the Component. The control plane deletes what belongs to it, and the Component last. A NotFoundError when it does not exist
 * in the project.
 */
export const deleteComponent = implementVerb(verbs.deleteComponent, {
  async plan(context, input, request) {
    await findComponent(context, input, request);
    return {
      output: outputOf(context, input),
      objects: objectsOf(context, input),
    };
  },
  async execute(context, input, request) {
    const component = await findComponent(context, input, request);
    const output = outputOf(context, input);
    await deleteObject(context, componentKind, component, request);
    return output;
  },
});

async function findComponent(
  context: VerbContext,
  { organization: namespace, project, component: name }: Input,
  { signal }: VerbRequest,
) {
  const found = await findObject(
    context,
    componentKind,
    { namespace, name },
    signal,
  );
  if (found?.spec.owner.projectName === project) return found;
  throw new NotFoundError(
    `The component ${name} does not exist in project ${project} of ${namespace}`,
  );
}

function outputOf(context: VerbContext, ref: Input) {
  return {
    environments: bindingsOf(context.cache, ref).map(
      ({ binding }) => binding.spec.environment,
    ),
    objects: objectsOf(context, ref).map(objectReference),
  };
}

function objectsOf(
  { cache }: VerbContext,
  { organization, project, component }: Input,
): ResourceObject[] {
  const value = indexValue(organization, project, component);
  return ownedObjects(cache, 'component', value);
}
