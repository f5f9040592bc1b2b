import {
  Environment,
  PipelineEdge,
  Promotion,
  PromotionPolicy,
  PromotionRule,
} from '@promenade/openchoreo-model';
import { parseGoDuration } from '../../runtime/go-duration';

type EnvironmentPolicies = NonNullable<Environment['spec']['policies']>;
type Approvers = NonNullable<PromotionRule['approvers']>;

/** What the pipeline, its policies and the target environment ask of a promotion. */
export interface EdgeRules {
  /** Each of them must be satisfied. */
  approvers: Approvers[];
  gates: NonNullable<PromotionRule['qualityGates']>;
  freezeWindows: NonNullable<PromotionRule['freezeWindows']>;
  strategy: NonNullable<PromotionRule['strategy']>;
  /** How long the target must stay ready before the promotion succeeds, in milliseconds. */
  verificationMs: number;
  /** Present if the target returns to its previous release after a failure. */
  automaticRollback?: {
    /** How long the release may be degraded, in milliseconds. */
    afterMs?: number;
  };
  /** Age at which a promotion expires that has not been rolled out, in milliseconds. */
  expireMs: number;
}

const defaultExpireMs = 7 * 24 * 60 * 60_000;

/** Anybody who has the permission, but not the requester. */
const anyApprover: Approvers = { minApprovals: 1 };

/** The policies of an environment hold without a gate that names them. */
const environmentPolicyGate: EdgeRules['gates'][number] = {
  name: 'environment-policy',
  type: 'EnvironmentPolicy',
};

function restrictsReleases(policies: EnvironmentPolicies = {}): boolean {
  const { requireApproval: _requireApproval, ...others } = policies;
  return Object.keys(others).length > 0;
}

/** Combines the rules of all policies for a promotion: where they differ, the stricter one counts. */
export function findEdgeRules(
  { type, from, to }: Pick<Promotion['spec'], 'type' | 'from' | 'to'>,
  {
    edges,
    policies,
    environmentPolicies,
  }: {
    edges: readonly PipelineEdge[];
    /** The policies of the pipeline. */
    policies: readonly PromotionPolicy[];
    /** The policies of the target environment. */
    environmentPolicies: EnvironmentPolicies | undefined;
  },
): EdgeRules {
  const isRollBack = type === 'RollBack';
  const applies = (edge: { from: string; to: string }) =>
    edge.to === to && (isRollBack || edge.from === from);
  const rules = policies.flatMap(({ spec }) => spec.rules).filter(applies);
  if (isRollBack) {
    return {
      approvers: rules.flatMap(({ rollback, approvers }) =>
        rollback?.requiresApproval ? approvers ?? anyApprover : [],
      ),
      gates: [],
      freezeWindows: [],
      strategy: { type: 'Direct' },
      verificationMs: 0,
      expireMs: expireMs(rules),
    };
  }
  const approvers = rules.flatMap(rule => rule.approvers ?? []);
  const needsApproval =
    environmentPolicies?.requireApproval ||
    edges.some(edge => applies(edge) && edge.needsApproval);
  const rollbacks = rules.flatMap(({ automaticRollback }) =>
    automaticRollback?.enabled ? [milliseconds(automaticRollback.after)] : [],
  );
  return {
    approvers:
      needsApproval && approvers.length === 0 ? [anyApprover] : approvers,
    gates: [
      ...(restrictsReleases(environmentPolicies)
        ? [environmentPolicyGate]
        : []),
      ...rules.flatMap(({ qualityGates }) => qualityGates ?? []),
    ],
    freezeWindows: rules.flatMap(({ freezeWindows }) => freezeWindows ?? []),
    strategy: rules
      .flatMap(({ strategy }) => strategy ?? [])
      .find(({ type: each }) => each !== 'Direct') ?? { type: 'Direct' },
    verificationMs: Math.max(
      0,
      ...rules.map(
        ({ verification }) => milliseconds(verification?.window) ?? 0,
      ),
    ),
    ...(rollbacks.length > 0 && {
      automaticRollback: { afterMs: smallest(rollbacks) },
    }),
    expireMs: expireMs(rules),
  };
}

function expireMs(rules: readonly PromotionRule[]): number {
  return (
    smallest(rules.map(({ expireAfter }) => milliseconds(expireAfter))) ??
    defaultExpireMs
  );
}

function milliseconds(duration: string | undefined): number | undefined {
  const seconds =
    duration === undefined ? undefined : parseGoDuration(duration);
  return seconds === undefined ? undefined : seconds * 1000;
}

function smallest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.flatMap(value => value ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
}
