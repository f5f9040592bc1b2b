import { ApiError, KubeObject } from '@promenade/kube-client';
import { Environment, Promotion } from '@promenade/openchoreo-model';
import { Watch } from '../../runtime/controller-definition';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { GateTarget } from './gates/gate';
import { PromotionFacts } from './promotion-facts';
import { PromotionAction } from './status';

/** What a generation of OpenChoreo has of a promotion. */
export interface DeploymentFacts
  extends Pick<
    PromotionFacts,
    | 'unsupported'
    | 'componentType'
    | 'projectFound'
    | 'pipeline'
    | 'environmentFound'
    | 'source'
    | 'target'
    | 'artifact'
    | 'project'
    | 'commit'
    | 'canaryObstacle'
  > {
  /** Policies of the target environment. */
  environmentPolicies: Environment['spec']['policies'];
}

/**
 * The deployments of one promotion, as the cache has them at one moment. Writes depend on these versions: what has changed since is a
 * conflict.
 */
export interface PromotionDeployments {
  facts: DeploymentFacts;
  /** The component, for events. */
  component: KubeObject | undefined;
  gateTarget: GateTarget;
  /**
   * Performs an action; one that is not possible any more does nothing.
   *
   * @returns the error if the API server rejected the change of the target. A roll back is tried until its time limit
   * @throws a temporary error, to be retried
   */
  perform(action: PromotionAction, write: Write): Promise<ApiError | undefined>;
}

/** Reads and changes deployments for promotions. OpenChoreo 0.3 and 1.x have an implementation each. */
export interface Deployments {
  /** The changes after which promotions are looked at again. */
  watches: readonly Watch[];
  find(promotion: Promotion, read: Read, now: Date): PromotionDeployments;
  /** Deletes the Jobs of the gates of a promotion that has ended. */
  deleteGateJobs(promotion: Promotion, read: Read, write: Write): Promise<void>;
}
