import {
  Condition,
  EnvOverrides,
  PipelineEdge,
  PromotionGateStatus,
  ReleaseState,
} from '@promenade/openchoreo-model';
import { ArtifactIdentity } from '../../core/artifact/artifact';
import { CommitProgress } from '../../core/gitops/commit-progress';
import { bindingReasons } from '../../core/binding/reasons';
import { ApprovalResult, Requester } from './approval';
import { EdgeRules } from './edge-rules';

/** The binding at the source or target of a promotion. */
export interface BindingFacts {
  name: string;
  kind: string;
  /** Identity of what the binding deploys, computed from its content. */
  artifact: ArtifactIdentity;
  generation: number;
  releaseState: ReleaseState;
  envOverrides?: EnvOverrides;
  /** The release that runs beside it, during a canary or blue/green rollout. */
  canary?: CanaryFacts;
  ready: Condition | undefined;
  /** Problem of its pods that will not pass by itself. */
  podProblem?: string;
  /** Controller of the binding, for example the Service of the component in the first environment. */
  managedBy: string | undefined;
}

/** A release that runs beside another and receives a part of the requests. */
export interface CanaryFacts {
  artifactRef: string;
  /** Percentage of requests that it receives. */
  weight: number;
  isReady: boolean;
  message: string;
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
  /** What the promotion asks for that this generation of OpenChoreo does not have, in one sentence. */
  unsupported: string | undefined;
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
  /** Name of the promotion of the same component to the same environment that changes it now. */
  ahead: string | undefined;
  /** Name of a newer promotion of the same component to the same environment. */
  newer: string | undefined;
  /** Whether the promotion of the project, which it is part of, lets it begin. Undefined if it is part of none. */
  project: 'Hold' | 'Go' | 'Ended' | undefined;
  requester: Requester;
  rules: EdgeRules;
  /** Name of a malformed policy of the pipeline, whose rules are not among them. */
  malformedPolicy: string | undefined;
  approval: ApprovalResult;
  /** The freeze window that it is in, or the problem of one that cannot be read. */
  freeze: { name: string; until: Date } | { problem: string } | undefined;
  /** Results of the gates of the current phase. */
  gates: readonly PromotionGateStatus[];
  /** Milliseconds until the results of gates may change by themselves. */
  gatesChangeIn: number | undefined;
  /** Progress of the last commit of a project in commit mode, whose bindings a GitOps tool applies; undefined for other projects. */
  commit: CommitProgress | undefined;
  /** Why the strategy of the rules is not possible; undefined if it is. */
  canaryObstacle: string | undefined;
}

/** How long a GitOps tool may take to apply a commit, in milliseconds: a host may be down, or a commit may have to be reviewed. */
const commitLimitMs = 24 * 60 * 60_000;

/** The facts with the time limit of a change of the target: in commit mode, others apply it. */
export function withChangeLimit(facts: PromotionFacts): PromotionFacts {
  return facts.commit
    ? { ...facts, limits: { ...facts.limits, stepMs: commitLimitMs } }
    : facts;
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
