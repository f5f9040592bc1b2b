import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { componentKind } from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import type { ResourceObject } from '../../cache/ResourceReader';
import { implementVerb, type VerbContext } from '../../verbs/Verb';
import { bindingsOf } from '../bindings';
import { objectReference } from '../../adapter-base/objectReference';
import { ownedObjects } from './ownedObjects';
import { findComponent } from '../../adapter-base/findComponent';
import { deleteObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.deleteComponent>;

/**
 * Deletes the Component. The control plane deletes what belongs to it, and the Component last. A NotFoundError when it does not exist
 * in the project.
 */
export const deleteComponent = implementVerb(verbs.deleteComponent, {
  async plan(context, input, { signal }) {
    await findComponent(context, componentKind, input, signal);
    return {
      output: outputOf(context, input),
      objects: objectsOf(context, input),
    };
  },
  async execute(context, input, request) {
    const { signal } = request;
    const component = await findComponent(
      context,
      componentKind,
      input,
      signal,
    );
    const output = outputOf(context, input);
    await deleteObject(context, componentKind, component, request);
    return output;
  },
});

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
