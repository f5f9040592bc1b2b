import {
  Condition,
  PromotionGateStatus,
  QualityGate,
} from '@promenade/openchoreo-model';
import { buildBinding } from '../../../core/binding/build-binding';
import { findBinding } from '../../../core/component-type/bindings';
import { bindingTypes } from '../../../core/component-type/binding-types';
import { findEffectiveBinding } from '../../../core/effective-binding/find-effective-binding';
import { readWith } from '../../../core/lookups/read-with';
import {
  PolicyContent,
  checkEnvironmentPolicies,
  hasDigest,
  policyContentOf,
} from '../../../core/pipeline/check-environment-policies';
import { renderBinding } from '../../../render/bindings/render-binding';
import { Read } from '../../../runtime/read';
import { GateOutcome, GateSubject, durationMs } from './gate';
import { imagesOf } from './webhook';

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

const unknownRelease = outcome(
  'Unknown',
  'It is not known yet what is promoted.',
);

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

  ImageDigest(_gate, { content }) {
    if (!content) {
      return unknownRelease;
    }
    const unpinned = imagesOf(content).filter(image => !hasDigest(image));
    return unpinned.length
      ? outcome(
          'Failed',
          `No digest in ${unpinned
            .map(image => `"${image}"`)
            .join(', ')}; deploy images by their digest.`,
        )
      : outcome('Passed', 'All images have a digest.');
  },

  EnvironmentPolicy(_gate, subject, read) {
    const { environment, content, promotion } = subject;
    if (!environment) {
      return outcome(
        'Unknown',
        `Environment "${promotion.spec.to}" not found.`,
      );
    }
    if (!content) {
      return unknownRelease;
    }
    const checked = renderedContent(subject, content, read);
    if ('message' in checked) {
      return checked;
    }
    const violations = checkEnvironmentPolicies(checked, environment);
    if (violations.length === 0) {
      return outcome(
        'Passed',
        `The policies of ${environment.metadata.name} are met.`,
      );
    }
    return outcome(
      violations.some(({ isUnknown }) => !isUnknown) ? 'Failed' : 'Unknown',
      violations.map(({ message }) => `${message}.`).join(' '),
    );
  },

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

/** Renders what the target would run, which the policies are about: a class and overrides may add containers and replicas. */
function renderedContent(
  { promotion: { metadata, spec } }: GateSubject,
  content: NonNullable<GateSubject['content']>,
  read: Read,
): PolicyContent | GateOutcome {
  const type = bindingTypes.find(
    ({ kindOfBinding }) => kindOfBinding === content.kindOfBinding,
  );
  const namespace = metadata.namespace ?? '';
  const { owner, to: environment, deploymentTrack } = spec;
  const existing = findBinding(
    read,
    namespace,
    owner,
    environment,
    deploymentTrack,
  )?.binding;
  if (!type || (existing && existing.kind !== type.bindingKind.kind)) {
    return outcome(
      'Unknown',
      `${environment} cannot run a ${content.kindOfBinding}.`,
    );
  }
  const binding = buildBinding(
    type,
    {
      namespace,
      name: existing?.metadata.name ?? metadata.name,
      owner,
      environment,
      deploymentTrack,
    },
    content,
    existing,
  );
  const effective = findEffectiveBinding(
    type,
    binding.metadata,
    readWith(read, type.bindingKind, binding),
  );
  return 'readiness' in effective
    ? outcome('Unknown', effective.readiness.message)
    : policyContentOf(content.className, renderBinding(effective).resources);
}
