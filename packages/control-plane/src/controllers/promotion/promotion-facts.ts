import {
  Condition,
  PipelineEdge,
  ReleaseState,
} from '@promenade/openchoreo-model';
import { ArtifactIdentity } from '../../core/artifact/artifact';
import { bindingReasons } from '../../core/binding/reasons';

/** The binding at the source or target of a promotion. */
export interface BindingFacts {
  name: string;
  kind: string;
  /** Identity of what the binding deploys, computed from its content. */
  artifact: ArtifactIdentity;
  generation: number;
  releaseState: ReleaseState;
  ready: Condition | undefined;
  /** Problem of its pods that will not pass by itself. */
  podProblem?: string;
  /** Controller of the binding, for example the Service of the component in the first environment. */
  managedBy: string | undefined;
}

/**
 * Time limits of a promotion, in milliseconds.
 *
 * @public
 */
export interface PromotionLimits {
  /** For the source to become ready, for the rollout to be written, and for the target to become ready: each. */
  stepMs: number;
  /** How long the target may be degraded before the promotion fails. A rollout may be degraded for a moment. */
  degradedMs: number;
}

/** The artifact of a promotion. */
export interface PromotedArtifact extends ArtifactIdentity {
  /** Kind of the bindings that deploy it. */
  kindOfBinding: string;
  /** Whether its content no longer matches its recorded hash. */
  isModified: boolean;
}

/** Everything that decides the next step of a promotion. */
export interface PromotionFacts {
  now: Date;
  limits: PromotionLimits;
  /** `spec.type` of the component; undefined if the component does not exist. */
  componentType: string | undefined;
  projectFound: boolean;
  pipeline: { name: string; edges: readonly PipelineEdge[] } | undefined;
  /** Which of the two environments exist. */
  environmentFound: { from: boolean; to: boolean };
  source: BindingFacts | undefined;
  target: BindingFacts | undefined;
  /** The artifact that `spec.artifactRef` names; undefined if it does not exist or belongs to another component. */
  artifact: PromotedArtifact | undefined;
  /** Name of the promotion of the same component to the same environment that goes first. */
  ahead: string | undefined;
  /** Approvals that the policy of the edge requires. */
  minApprovals: number;
}

/** Whether a binding runs what it deploys. */
export interface BindingReadiness {
  state: 'Ready' | 'Suspended' | 'Progressing' | 'Failed';
  message: string;
}

const progressingReasons: readonly string[] = [
  bindingReasons.progressing,
  bindingReasons.connectionsPending,
];

const suspendedReasons: readonly string[] = [
  bindingReasons.suspended,
  bindingReasons.undeployed,
];

/** Reads the Ready condition of a binding. A condition of an older generation says nothing about the current content. */
export function bindingReadiness({
  ready,
  generation,
  podProblem,
}: BindingFacts): BindingReadiness {
  if (!ready || (ready.observedGeneration ?? 0) < generation) {
    return {
      state: 'Progressing',
      message: 'Waiting for the binding to be reconciled.',
    };
  }
  const state = stateOf(ready);
  // A Deployment stays progressing for minutes after its pods have failed.
  return podProblem && (state === 'Progressing' || state === 'Failed')
    ? { state: 'Failed', message: podProblem }
    : { state, message: ready.message };
}

function stateOf({ status, reason }: Condition): BindingReadiness['state'] {
  if (status === 'True') {
    return 'Ready';
  }
  if (suspendedReasons.includes(reason)) {
    return 'Suspended';
  }
  return progressingReasons.includes(reason) ? 'Progressing' : 'Failed';
}
