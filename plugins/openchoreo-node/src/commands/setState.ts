import { ConflictError, NotFoundError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { isConflict } from '@promenade/kube-client';
import type { ReleaseState } from '@promenade/openchoreo-model';
import {
  bindingsOf,
  type Binding,
  type FoundBinding,
} from '../class-binding/bindings';
import type { SpecVersions } from '../cache/SpecVersions';
import { commandAnnotations } from '../domain/commandAnnotations';
import {
  fieldManager,
  find,
  type CommandContext,
  type CommandOptions,
} from './CommandContext';
import { refusal } from './refusal';

/** @public */
export interface SetStateInput {
  component: ComponentRef;
  environment: string;
  state: ReleaseState;
  /** The version that the person saw. Not needed where nobody looked. */
  resourceVersion?: string;
  /** Entity ref of who asks. */
  requestedBy?: string;
}

/** How often a write is tried that the control plane's own writes of status get in the way of. */
const attempts = 5;

/**
 * Runs, suspends or removes a component in an environment. A ConflictError when what is asked for there has changed since it
 * was seen.
 */
export async function setState(
  context: CommandContext & { versions: SpecVersions },
  input: SetStateInput,
  options: CommandOptions = {},
): Promise<void> {
  const { component, environment } = input;
  const found = bindingsOf(context.cache, component).find(
    ({ binding }) => binding.spec.environment === environment,
  );
  if (!found) {
    throw new NotFoundError(
      `${component.component} is not deployed in ${environment}`,
    );
  }
  const { kind, binding } = found;
  const doing = `set ${component.component} in ${environment} to ${input.state}`;
  const changed = () =>
    new ConflictError(
      `Could not ${doing}: somebody changed it meanwhile. Look at it again, then decide`,
    );
  for (let attempt = 1; ; attempt += 1) {
    const live = await find(context, kind, binding.metadata, options);
    if (!live) throw changed();
    const isAsSeen =
      input.resourceVersion === undefined ||
      context.versions.isCurrent(live, input.resourceVersion);
    if (!isAsSeen) throw changed();
    if (live.spec.releaseState === input.state) return;
    try {
      await patch(context, { kind, binding: live }, input, options);
      return;
    } catch (error) {
      if (!isConflict(error) || attempt === attempts) {
        throw refusal(doing, error);
      }
    }
  }
}

async function patch(
  { client }: CommandContext,
  { kind, binding }: FoundBinding,
  { state, requestedBy }: SetStateInput,
  options: CommandOptions,
): Promise<void> {
  const { resourceVersion } = binding.metadata;
  const annotations = requestedBy && {
    annotations: { [commandAnnotations.requestedBy]: requestedBy },
  };
  await client.patch<Binding>(
    kind,
    binding.metadata,
    {
      metadata: { resourceVersion, ...annotations },
      spec: { releaseState: state },
    },
    { ...options, type: 'merge', fieldManager },
  );
}
