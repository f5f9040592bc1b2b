import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { isNotFound } from '../errors/describeError';
import { componentRefOf } from '../run/completeInput';
import { poll } from '../run/poll';
import type { Session } from '../run/Session';

type Input = Record<string, unknown>;

/** Waits until a component, or a project, does not exist any more. */
export async function waitForDeletion(
  input: Input,
  session: Session,
): Promise<void> {
  const { api, signal } = session;
  const ref = componentRefOf(input);
  const exists = async () => {
    try {
      await (input.component === undefined
        ? api.request(reads.getProject, ref, { signal })
        : api.request(reads.describeComponent, ref, { signal }));
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  };
  for await (const isThere of poll(exists, signal)) {
    if (!isThere) return;
  }
}
