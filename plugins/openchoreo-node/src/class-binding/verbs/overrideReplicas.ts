import { NotFoundError } from '@backstage/errors';
import type {
  ComponentRef,
  PlanChange,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { KubernetesObject } from '@promenade/openchoreo-model';
import { commandAnnotations } from '../../domain/commandAnnotations';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import { describeOverrides, factChanges } from '../../views/releaseFacts';
import { bindingsOf, type Binding } from '../bindings';
import { environmentOverrides } from '../releaseContents';
import { findObject, patchObject } from '../../adapter-base/writeObjects';

/**
 * Overrides the number of replicas of a component in an environment that promotions deploy to. Promotions keep overrides.
 *
 * @throws NotFoundError when it is not deployed there
 */
export async function overrideReplicas(
  context: VerbContext,
  {
    environment,
    replicas,
    ...ref
  }: ComponentRef & { environment: string; replicas: number },
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<{ changes: PlanChange[]; objects: KubernetesObject[] }> {
  const found = bindingsOf(context.cache, ref).find(
    ({ binding }) => binding.spec.environment === environment,
  );
  const before =
    found &&
    (await findObject(context, found.kind, found.binding.metadata, signal));
  if (!found || !before) {
    throw new NotFoundError(
      `${ref.component} is not deployed in ${environment}. Promote it there first`,
    );
  }
  if (before.spec.envOverrides?.replicas === replicas) {
    return { changes: [], objects: [] };
  }
  const after = await patchObject(
    context,
    found.kind,
    before,
    {
      metadata: {
        annotations: {
          ...(requestedBy && { [commandAnnotations.requestedBy]: requestedBy }),
        },
      },
      spec: { envOverrides: { replicas } },
    },
    { signal, dryRun },
  );
  return {
    changes: factChanges(overrideFacts(before), overrideFacts(after)),
    objects: [after],
  };
}

function overrideFacts({ spec }: Binding) {
  return describeOverrides(environmentOverrides(spec.envOverrides));
}
