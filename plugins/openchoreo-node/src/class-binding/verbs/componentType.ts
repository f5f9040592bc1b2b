import { InputError } from '@backstage/errors';
import type {
  ComponentRef,
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import { componentKind } from '@promenade/openchoreo-model';
import { changedParameters } from '../../adapter-base/changedParameters';
import { checkComponentType } from '../../adapter-base/componentTypeParameters';
import type { VerbContext } from '../../verbs/Verb';
import { findObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.createComponent>;

/** Whether a component runs nothing: its type has no main object, and it needs no image. */
export function isProxy({ componentType }: Input): boolean {
  return componentType?.name.startsWith('proxy/') ?? false;
}

/**
 * Checks that an input has a component type or the fields that the kinds of OpenChoreo v0.3 have.
 *
 * @throws InputError that names the field
 */
export function checkTypeCombination(input: Input): void {
  if (!input.componentType) {
    if (!input.parameters) return;
    throw new InputError(
      'parameters: belong to a component type. Name one, or omit them',
    );
  }
  const excluded = (
    ['type', 'className', 'replicas', 'schedule', 'timeZone'] as const
  ).find(field => input[field] !== undefined);
  if (excluded) {
    throw new InputError(
      `${excluded}: excludes a component type. Omit it, and set a parameter if the type has one for it`,
    );
  }
}

/**
 * Checks the parameters that a component would have after a change.
 *
 * @throws InputError that names the field
 */
export async function checkChangedParameters(
  context: VerbContext,
  {
    organization,
    component: name,
    parameters,
  }: ComponentRef & { parameters?: Record<string, unknown> },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!parameters) return;
  const key = { namespace: organization, name };
  const component = await findObject(context, componentKind, key, signal);
  const componentType = component?.spec.componentType;
  if (!component || !componentType) {
    throw new InputError(
      `parameters: belong to a component type, and ${name} has none. Omit them`,
    );
  }
  const changed = changedParameters(component.spec, parameters);
  const type = { organization, componentType, parameters: changed };
  await checkComponentType(context, type, signal);
}
