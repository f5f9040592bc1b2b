import {
  Condition,
  PromotionGateStatus,
  QualityGate,
} from '@promenade/openchoreo-model';
import { hasDigest } from '../../../core/pipeline/check-environment-policies';
import { Read } from '../../../runtime/read';
import { GateOutcome, GateSubject, durationMs, unknownRelease } from './gate';

/** Types of gates that are evaluated from the cache, every time. */
export type ImmediateGateType = Exclude<
  PromotionGateStatus['type'],
  'Webhook' | 'Metric' | 'Job'
>;

type Evaluate = (
  gate: QualityGate,
  subject: GateSubject,
  read: Read,
  now: Date,
) => GateOutcome;

const outcome = (
  state: GateOutcome['state'],
  message: string,
): GateOutcome => ({ state, message });

/** Evaluations by type of gate. */
export const immediateGates: Record<ImmediateGateType, Evaluate> = {
  Healthy({ healthyFor }, { promotion, phase, ready }, _read, now) {
    const isTarget = phase !== 'Checking';
    const environment = isTarget ? promotion.spec.to : promotion.spec.from;
    return checkHealth(
      environment,
      isTarget ? ready.target : ready.source,
      healthyFor,
      now,
    );
  },

  ImageDigest(_gate, { release }) {
    if (!release) {
      return unknownRelease;
    }
    const unpinned = release.images.filter(image => !hasDigest(image));
    return unpinned.length
      ? outcome(
          'Failed',
          `No digest in ${unpinned
            .map(image => `"${image}"`)
            .join(', ')}; deploy images by their digest.`,
        )
      : outcome('Passed', 'All images have a digest.');
  },

  EnvironmentPolicy: (_gate, subject, read) =>
    subject.checkEnvironmentPolicies(read),

  Manual({ checklist = [] }, { approvals }) {
    const confirmed = new Set(
      approvals
        .filter(({ decision }) => decision === 'Approved')
        .flatMap(approval => approval.confirmed ?? []),
    );
    const open = checklist.filter(item => !confirmed.has(item));
    return open.length
      ? outcome(
          'Pending',
          `Waiting for the confirmation of ${open
            .map(item => `"${item}"`)
            .join(', ')}.`,
        )
      : outcome('Passed', 'All items are confirmed.');
  },
};

function checkHealth(
  environment: string,
  ready: Condition | undefined,
  healthyFor: string | undefined,
  now: Date,
): GateOutcome {
  if (ready?.status !== 'True') {
    return outcome(
      'Running',
      `Waiting for ${environment} to be ready${
        ready ? `: ${ready.message}` : '.'
      }`,
    );
  }
  return healthyRemainingMs(ready, healthyFor, now) > 0
    ? outcome(
        'Running',
        `Waiting until ${environment} has been ready for ${healthyFor}, which it is since ${ready.lastTransitionTime}.`,
      )
    : outcome(
        'Passed',
        `${environment} has been ready since ${ready.lastTransitionTime}.`,
      );
}

/** Returns how long a binding must still stay ready, in milliseconds. */
export function healthyRemainingMs(
  { lastTransitionTime }: Condition,
  healthyFor: string | undefined,
  now: Date,
): number {
  return (
    Date.parse(lastTransitionTime) + durationMs(healthyFor) - now.getTime()
  );
}
