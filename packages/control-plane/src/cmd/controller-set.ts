import { KubeClient, KubeObject } from '@promenade/kube-client';
import {
  KindDefinition,
  kinds,
  promotionKind,
  promotionPolicyKind,
} from '@promenade/openchoreo-model';
import { releaseBindingKinds } from '../core/release-binding/kinds';
import { TypedResource } from '../runtime/read';
import { missingKinds } from './install-crds';

/**
 * Which controllers run: all of them, or only those of promotions, beside the controllers of OpenChoreo, over the bindings of 0.3 or the
 * ReleaseBindings of 1.x.
 *
 * @public
 */
export type ControllerSet =
  | 'all'
  | 'class-binding-promotion'
  | 'release-binding-promotion';

/** The kinds of the model that a set of controllers needs. */
export function ownKindsOf(
  controllers: ControllerSet,
): readonly KindDefinition[] {
  return controllers === 'release-binding-promotion'
    ? [promotionKind, promotionPolicyKind]
    : kinds;
}

/** All kinds that a set of controllers reads. */
export function readKindsOf(
  controllers: ControllerSet,
): readonly TypedResource<KubeObject>[] {
  return controllers === 'release-binding-promotion'
    ? [...ownKindsOf(controllers), ...releaseBindingKinds]
    : kinds;
}

/** Finds the set of controllers of promotions by the kinds that the API server serves. An API that serves both generations is 1.x. */
export async function findPromotionControllers(
  client: KubeClient,
): Promise<ControllerSet> {
  const missing = await missingKinds(client, releaseBindingKinds);
  return missing.length
    ? 'class-binding-promotion'
    : 'release-binding-promotion';
}
