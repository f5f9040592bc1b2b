import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { objectReference } from '../../adapter-base/objectReference';
import { findComponent } from '../../adapter-base/findComponent';
import { deleteObject } from '../../adapter-base/writeObjects';
import { indexValue } from '../../cache/indexes';
import type { ResourceObject } from '../../cache/ResourceReader';
import { implementVerb, type VerbContext } from '../../verbs/Verb';
import { bindingsOf } from '../bindings';
import {
  componentKind,
  componentReleaseKind,
  workloadKind,
} from '../componentKinds';

type Input = OperationInput<typeof verbs.deleteComponent>;

/** Deletes the Component. OpenChoreo deletes what belongs to it. A NotFoundError when it does not exist in the project. */
export const deleteComponent = implementVerb(verbs.deleteComponent, {
  async plan(context, input, { signal }) {
    const component = await findComponent(
      context,
      componentKind,
      input,
      signal,
    );
    const objects = [component, ...ownedBy(context, input)];
    return { output: outputOf(context, input, objects), objects };
  },
  async execute(context, input, request) {
    const { signal } = request;
    const component = await findComponent(
      context,
      componentKind,
      input,
      signal,
    );
    const objects = [component, ...ownedBy(context, input)];
    const output = outputOf(context, input, objects);
    await deleteObject(context, componentKind, component, request);
    return output;
  },
});

function ownedBy({ cache }: VerbContext, ref: Input): ResourceObject[] {
  const value = indexValue(ref.organization, ref.project, ref.component);
  return [
    ...cache.byIndex(workloadKind, 'component', value),
    ...cache.byIndex(componentReleaseKind, 'component', value),
    ...bindingsOf(cache, ref),
  ];
}

function outputOf(
  { cache }: VerbContext,
  ref: Input,
  objects: readonly ResourceObject[],
) {
  return {
    environments: bindingsOf(cache, ref).map(({ spec }) => spec.environment),
    objects: objects.map(objectReference),
  };
}
