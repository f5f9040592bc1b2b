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

/**
 * The answer of a read as a source of a feed.
 *
 * @param input - as parsed by the declaration
 */
export function liveSource(
  services: ReadServices,
  { declaration, answer }: Read,
  input: Record<string, unknown>,
  caller: Caller,
): LiveSource {
  const { name, live } = declaration;
  return {
    key: live?.isShared ? `${name} ${JSON.stringify(input)}` : undefined,
    refreshMs: live?.refreshMs,
    isAffectedBy: affectedBy(declaration, input),
    answer: () => answer(services, input, caller),
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
