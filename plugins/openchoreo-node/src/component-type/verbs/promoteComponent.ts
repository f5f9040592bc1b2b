import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentSnapshot } from '../../domain/ComponentSnapshot';
import { implementWrite, type VerbContext } from '../../verbs/Verb';
import { promotionBlockers } from '../../views/promotionBlockers';
import { releaseNameOf } from '../../views/releaseView';
import { deploymentIn } from '../../views/snapshotLookups';
import { componentSnapshot } from '../componentSnapshot';
import { deployRelease } from './deployRelease';

type Input = OperationInput<typeof verbs.promoteComponent>;

/**
 * Writes the release that one environment runs to the binding of the next one.
 *
 * A ConflictError when the promotion is blocked, or when `from` no longer runs the release that was seen. An InputError when the
 * pipeline has no such path.
 */
export const promoteComponent = implementWrite(
  verbs.promoteComponent,
  async (context, input, request, dryRun) => {
    const { from, to, reason } = input;
    const snapshot = existingSnapshot(context, input);
    return deployRelease(
      context,
      {
        ref: snapshot.ref,
        type: 'Promote',
        from,
        to,
        release: releaseToPromote(snapshot, input),
        reason,
        operation: `promote ${input.component} to ${to}`,
      },
      { ...request, dryRun },
    );
  },
);

/** @throws NotFoundError when the component does not exist */
export function existingSnapshot(
  { cache }: VerbContext,
  {
    organization,
    project,
    component,
  }: Pick<Input, 'organization' | 'project' | 'component'>,
): ComponentSnapshot {
  const ref = { organization, project, component };
  const found = componentSnapshot(cache, ref, new Date());
  if (found) return found;
  throw new NotFoundError(
    `The component ${component} does not exist in project ${project} of ${organization}`,
  );
}

function releaseToPromote(
  snapshot: ComponentSnapshot,
  { from, to, release }: Input,
): string {
  const source = deploymentIn(snapshot, from);
  const running = source && releaseNameOf(source);
  if (release && running && !running.hash.startsWith(release)) {
    throw new ConflictError(
      `${from} now runs ${running.short} instead of ${release.slice(
        0,
        7,
      )}. Review the plan again, then promote`,
    );
  }
  const [blocker] = promotionBlockers(snapshot, { from, to });
  const message = `${snapshot.ref.component} cannot be promoted from ${from} to ${to}: ${blocker?.message}`;
  if (blocker?.reason === 'NoSuchPath') throw new InputError(message);
  const name = source?.release?.name;
  if (blocker || !name) throw new ConflictError(message);
  return name;
}
