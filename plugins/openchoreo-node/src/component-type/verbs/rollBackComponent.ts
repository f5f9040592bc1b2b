import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { checkUnchanged } from '../../adapter-base/checkUnchanged';
import { existingSnapshot } from '../../adapter-base/existingSnapshot';
import {
  hasPromotions,
  requestPromotion,
} from '../../adapter-base/promotions/requestPromotion';
import { implementWrite, type VerbContext } from '../../verbs/Verb';
import { rollbackBlockers } from '../../views/rollbackBlockers';
import { componentSnapshot } from '../componentSnapshot';
import { releaseBindingKind } from '../deploymentKinds';
import { bindingIn, releaseNamed } from '../promotionSource';
import { promotionView } from '../promotionView';
import { deployRelease } from './deployRelease';

type Input = OperationInput<typeof verbs.rollBackComponent>;

/**
 * Creates a Promotion of type RollBack, which the control plane performs. Where the API serves no Promotions, writes the earlier
 * release to the binding. The values for the environment stay: releases do not have them.
 *
 * A NotFoundError when the release does not exist. A ConflictError when the deployment was changed since it was seen.
 */
export const rollBackComponent = implementWrite(
  verbs.rollBackComponent,
  async (context, input, request, dryRun) => {
    const { component, environment, artifact, reason, ...names } = input;
    const { resourceVersion: seen, organization, project } = names;
    const ref = { organization, project, component };
    const operation = `roll back ${component} in ${environment}`;
    const environments = { from: environment, to: environment };
    if (!hasPromotions(context)) {
      checkRelease(context, input);
      return deployRelease(
        context,
        {
          ref,
          type: 'RollBack',
          ...environments,
          release: artifact,
          reason,
          seen,
          operation,
        },
        { ...request, dryRun },
      );
    }
    const promotion = await requestPromotion(
      context,
      { ...input, ...environments },
      { ...request, dryRun },
      async () => {
        checkRelease(context, input);
        const binding = bindingIn(context.cache, ref, environment);
        await checkUnchanged(
          context,
          binding && { kind: releaseBindingKind, metadata: binding.metadata },
          { seen, operation },
          request.signal,
        );
        return { type: 'RollBack', artifactRef: artifact };
      },
      { artifact },
    );
    return {
      output: promotionView(context.cache, promotion),
      objects: [promotion],
    };
  },
);

/** @throws when the environment cannot be rolled back to the release */
function checkRelease(context: VerbContext, input: Input): void {
  const { component, environment, artifact } = input;
  const snapshot = existingSnapshot(componentSnapshot, context, input);
  const binding = bindingIn(context.cache, snapshot.ref, environment);
  const [blocker] = rollbackBlockers(snapshot, environment, {
    artifact,
    release: releaseNamed(context.cache, snapshot.ref, artifact),
    isCurrent: binding?.spec.releaseName === artifact,
  });
  if (!blocker) return;
  const message = `${component} cannot be rolled back in ${environment}: ${blocker.message}`;
  if (blocker.reason === 'EnvironmentNotFound') throw new InputError(message);
  throw blocker.reason === 'ReleaseNotFound'
    ? new NotFoundError(message)
    : new ConflictError(message);
}
