import { Environment, Promotion } from '@promenade/openchoreo-model';
import { DeployableContent } from '../../../core/artifact/artifact';
import { buildBinding } from '../../../core/binding/build-binding';
import { bindingTypes } from '../../../core/component-type/binding-types';
import { findBinding } from '../../../core/component-type/bindings';
import { findEffectiveBinding } from '../../../core/effective-binding/find-effective-binding';
import { readWith } from '../../../core/lookups/read-with';
import {
  PolicyContent,
  checkEnvironmentPolicies,
  policyContentOf,
} from '../../../core/pipeline/check-environment-policies';
import { renderBinding } from '../../../render/bindings/render-binding';
import { Read } from '../../../runtime/read';
import { GateOutcome, unknownRelease } from '../gates/gate';

const outcome = (
  state: GateOutcome['state'],
  message: string,
): GateOutcome => ({ state, message });

/**
 * Evaluates the policies of the target environment for what it would run.
 *
 * @param content - undefined while it is not known what is promoted
 */
export function evaluateEnvironmentPolicies(
  promotion: Promotion,
  environment: Environment | undefined,
  content: DeployableContent | undefined,
  read: Read,
): GateOutcome {
  if (!environment) {
    return outcome('Unknown', `Environment "${promotion.spec.to}" not found.`);
  }
  if (!content) {
    return unknownRelease;
  }
  const checked = renderedContent(promotion, content, read);
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
}

/** Renders what the target would run, which the policies are about: a class and overrides may add containers and replicas. */
function renderedContent(
  { metadata, spec }: Promotion,
  content: DeployableContent,
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
