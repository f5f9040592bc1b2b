import {
  componentRefSchema,
  resourceNames,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  affectsComponent,
  type Caller,
  type PlatformChange,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { Read } from '../reads';
import type { ReadServices } from '../ReadServices';
import type { LiveSource } from './LiveChannel';

/** A caller with the name of the user or service. */
export interface NamedCaller extends Caller {
  name: string;
}

/**
 * The answer of a read as a source of a feed. A shared answer is computed without a reader, so that it cannot depend on one.
 *
 * @param input - as parsed by the declaration
 */
export function liveSource(
  services: ReadServices,
  { declaration, answer, isRemote }: Read,
  input: Record<string, unknown>,
  caller: NamedCaller,
): LiveSource {
  const { name, live } = declaration;
  const isShared = live?.isShared ?? false;
  return {
    key: isShared ? `${name} ${JSON.stringify(input)}` : undefined,
    caller: caller.name,
    isRemote,
    refreshMs: live?.refreshMs,
    isAffectedBy: affectedBy(declaration, input),
    answer: () => answer(services, input, isShared ? undefined : caller),
  };
}

/** Whether the answer of a read may differ after a change. */
function affectedBy(
  declaration: Read['declaration'],
  input: object,
): (change: PlatformChange) => boolean {
  switch (declaration.resource) {
    case 'platform':
      return () => true;
    case 'component': {
      const ref = componentRefSchema.parse(input);
      return change => affectsComponent(change, ref);
    }
    default: {
      const { organization } = resourceNames(declaration, input);
      return ({ namespace, isShared = false }) =>
        namespace === undefined || namespace === organization || isShared;
    }
  }
}
