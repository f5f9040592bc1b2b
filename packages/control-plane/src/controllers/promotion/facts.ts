import { Condition, ReleaseState } from '@promenade/openchoreo-model';
import { PipelineEdge } from '@promenade/openchoreo-model';
import { ArtifactIdentity } from '../../core/artifact/artifact';

/** What a promotion needs to know of the binding at either of its ends. */
export interface BindingFacts {
  name: string;
  /** What the binding deploys now, whatever its `artifactRef` says. */
  artifact: ArtifactIdentity;
  generation: number;
  releaseState: ReleaseState;
  /** The Ready condition, where there is one. */
  ready: Condition | undefined;
  /** What is known to keep its pods from running, and will not pass by itself. */
  trouble?: string;
  /** A controller other than promotion decides what it deploys, as the component's Service does in the first environment. */
  managedBy: string | undefined;
}

/** How long a promotion waits for what, in milliseconds. */
export interface PromotionLimits {
  /** For the target to become ready, and before that for the source. */
  timeLimit: number;
  /** For trouble on the target to pass: a rollout may be degraded for a moment. */
  patience: number;
}

/** Everything that decides the next step of a promotion; gathered by the controller, judged by pure functions. */
export interface PromotionFacts {
  now: Date;
  limits: PromotionLimits;
  /** The component's type, or undefined where the component is not there. */
  componentType: string | undefined;
  projectFound: boolean;
  pipeline: { name: string; edges: readonly PipelineEdge[] } | undefined;
  /** Which of the promotion's two environments exist. */
  environmentFound: { from: boolean; to: boolean };
  source: BindingFacts | undefined;
  target: BindingFacts | undefined;
  /** The artifact that `spec.artifactRef` names, where it exists and belongs to the component. */
  pinned: ArtifactIdentity | undefined;
  /** Another promotion of the component to the same environment that goes first. */
  ahead: string | undefined;
  /** Approvals that the policy of the edge asks for. */
  minApprovals: number;
}
