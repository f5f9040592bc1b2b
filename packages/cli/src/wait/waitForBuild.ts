import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { CommandError } from '../errors/CommandError';
import { componentRefOf } from '../run/completeInput';
import { poll } from '../run/poll';
import type { Session } from '../run/Session';
import { reportChanges } from './reportChanges';

/**
 * Waits until a build has succeeded.
 *
 * @throws CommandError when it has failed, or was deleted
 */
export async function waitForBuild(
  input: Record<string, unknown>,
  name: string,
  session: Session,
): Promise<void> {
  const { api, signal } = session;
  const report = reportChanges(session);
  let wasSeen = false;
  for await (const { builds } of poll(
    () => api.request(reads.listBuilds, componentRefOf(input), { signal }),
    signal,
  )) {
    const build = builds.find(each => each.name === name);
    if (!build) {
      if (wasSeen) {
        throw new CommandError('failed', `The build ${name} was deleted`);
      }
      continue;
    }
    wasSeen = true;
    const { phase, message, steps } = build;
    const step = steps.findLast(({ state }) => state !== 'Pending');
    const text = [phase, step && `step ${step.name}: ${step.state}`, message]
      .filter(Boolean)
      .join(', ');
    report(name, text);
    if (phase === 'Succeeded') return;
    if (phase === 'Failed') {
      throw new CommandError('failed', `The build ${name} has failed: ${text}`);
    }
  }
}
