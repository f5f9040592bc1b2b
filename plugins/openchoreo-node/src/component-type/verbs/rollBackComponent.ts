import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { implementWrite } from '../../verbs/Verb';
import { rollbackBlockers } from '../../views/rollbackBlockers';
import { bindingIn, releaseNamed } from '../promotionSource';
import { deployRelease } from './deployRelease';
import { existingSnapshot } from './promoteComponent';

/**
 * Writes an earlier release to the binding of an environment. Its values for the environment stay: releases do not have them.
 *
 * A NotFoundError when the release does not exist. A ConflictError when the deployment was changed since it was seen.
 */
export const rollBackComponent = implementWrite(
  verbs.rollBackComponent,
  async (context, input, request, dryRun) => {
    const { component, environment, artifact, reason } = input;
    const snapshot = existingSnapshot(context, input);
    const { ref } = snapshot;
    const binding = bindingIn(context.cache, ref, environment);
    const release = releaseNamed(context.cache, ref, artifact);
    const [blocker] = rollbackBlockers(snapshot, environment, {
      artifact,
      release,
      isCurrent: binding?.spec.releaseName === artifact,
    });
    if (blocker) {
      const message = `${component} cannot be rolled back in ${environment}: ${blocker.message}`;
      if (blocker.reason === 'EnvironmentNotFound') {
        throw new InputError(message);
      }
      throw blocker.reason === 'ReleaseNotFound'
        ? new NotFoundError(message)
        : new ConflictError(message);
    }
    return deployRelease(
      context,
      {
        ref,
        type: 'RollBack',
        from: environment,
        to: environment,
        release: artifact,
        reason,
        seen: input.resourceVersion,
        operation: `roll back ${component} in ${environment}`,
      },
      { ...request, dryRun },
    );
  },
);
