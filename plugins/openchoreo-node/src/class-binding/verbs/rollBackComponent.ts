import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Promotion } from '@promenade/openchoreo-model';
import { checkUnchanged } from '../../adapter-base/checkUnchanged';
import { existingSnapshot } from '../../adapter-base/existingSnapshot';
import { requestPromotion } from '../../adapter-base/promotions/requestPromotion';
import type { ComponentSnapshot } from '../../domain/ComponentSnapshot';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { noSuchRevision } from '../../views/promotionPlan';
import { findRevision, rollbackBlockers } from '../../views/rollbackBlockers';
import { bindingsOf } from '../bindings';
import { componentSnapshot } from '../componentSnapshot';
import { releaseNamed, revisionsOf } from '../revisions';
import { promotionView } from '../promotionView';

type Input = OperationInput<typeof verbs.rollBackComponent>;

/**
 * Creates a Promotion of type RollBack, which the control plane performs. A NotFoundError when the environment has not run the
 * release. A ConflictError when the rollback is blocked, or when the deployment was changed since it was seen.
 */
export const rollBackComponent = implementWrite(
  verbs.rollBackComponent,
  async (context, input, request, dryRun) => {
    const promotion = await write(context, input, request, dryRun);
    return {
      output: promotionView(context.cache, promotion),
      objects: [promotion],
    };
  },
);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
): Promise<Promotion> {
  const { environment, artifact, revisionOf } = input;
  return requestPromotion(
    context,
    { ...input, from: environment, to: environment },
    { ...request, dryRun },
    async () => {
      const snapshot = existingSnapshot(componentSnapshot, context, input);
      const found = bindingsOf(context.cache, snapshot.ref).find(
        ({ binding }) => binding.spec.environment === environment,
      );
      await checkUnchanged(
        context,
        found && { kind: found.kind, metadata: found.binding.metadata },
        {
          seen: input.resourceVersion,
          operation: `roll back ${input.component} in ${environment}`,
        },
        request.signal,
      );
      return {
        type: 'RollBack',
        artifactRef: artifact,
        envOverrides: overridesThen(context, snapshot, input),
      };
    },
    { artifact, revisionOf },
  );
}

/** The overrides that the environment had when it ran the release. Undefined keeps those of now. */
function overridesThen(
  { cache }: VerbContext,
  snapshot: ComponentSnapshot,
  input: Input,
): Promotion['spec']['envOverrides'] {
  const { environment, artifact } = input;
  const { ref } = snapshot;
  const revision = findRevision(revisionsOf(cache, ref, environment), input);
  const [blocker] = rollbackBlockers(snapshot, environment, {
    artifact,
    isCurrent: revision?.isCurrent ?? false,
    release: releaseNamed(cache, ref, artifact),
  });
  // A managed environment has its reason, whatever it has run.
  if (!revision && blocker?.reason !== 'TargetIsManaged') {
    throw new NotFoundError(noSuchRevision(snapshot, input));
  }
  if (blocker) {
    const message = `${ref.component} cannot be rolled back in ${environment}: ${blocker.message}`;
    throw blocker.reason === 'EnvironmentNotFound'
      ? new InputError(message)
      : new ConflictError(message);
  }
  return revision?.envOverrides;
}
