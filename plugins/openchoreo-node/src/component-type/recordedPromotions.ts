import type {
  ComponentRef,
  DeploymentState,
  PromotionPhase,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ResourceReader } from '../cache/ResourceReader';
import { shortHash } from '../domain/shortHash';
import { bindingsOf } from './bindings';
import type { ReleaseBinding } from './deploymentKinds';
import { deploymentSnapshot } from './deploymentSnapshot';
import { environmentsOf } from './environments';
import { recordedPromotion, type PromotionRecord } from './promotionRecord';
import { releaseIdentity } from './releases';

/** The deployment that a promotion changes. */
interface PromotionTarget {
  environment: string;
  state: DeploymentState;
  /** Why it is not ready. */
  message?: string;
}

/** The view of a promotion, which lasts until the state of the deployment is known. */
export function recordedPromotionView(
  {
    name,
    type,
    from,
    requestedBy,
    reason,
    startedAt,
    ...record
  }: PromotionRecord,
  { environment, state, message }: PromotionTarget,
  { component }: Pick<ComponentRef, 'component'>,
): PromotionView {
  const viewOf = (release: string) => {
    const { hash } = releaseIdentity(release, component);
    return { hash, short: shortHash(hash) };
  };
  return {
    name,
    type,
    from,
    to: environment,
    release: viewOf(record.release),
    artifact: record.release,
    replaces: record.replaces ? viewOf(record.replaces) : undefined,
    requestedBy,
    isRequesterVerified: false,
    reason,
    phase: phaseOf(state),
    message: state === 'NotDeployed' ? 'It was undeployed since' : message,
    steps: [],
    gates: [],
    approvals: [],
    transitions: [],
    startedAt,
  };
}

function phaseOf(state: DeploymentState): PromotionPhase {
  switch (state) {
    case 'Ready':
    case 'Suspended':
      return 'Succeeded';
    case 'Failed':
      return 'Failed';
    case 'NotDeployed':
      return 'Superseded';
    default:
      return 'Progressing';
  }
}

/** The promotion of a name that a binding of the component records. */
export function findRecordedPromotion(
  reader: ResourceReader,
  ref: ComponentRef,
  name: string,
): { binding: ReleaseBinding; record: PromotionRecord } | undefined {
  for (const binding of bindingsOf(reader, ref)) {
    const record = recordedPromotion(binding);
    if (record?.name === name) return { binding, record };
  }
  return undefined;
}

/** The deployment that a recorded promotion has changed. */
export function recordedTarget(
  reader: ResourceReader,
  { organization }: ComponentRef,
  binding: ReleaseBinding,
): PromotionTarget {
  const { environment } = binding.spec;
  const details = environmentsOf(reader, organization).get(environment);
  const { ready, status } = deploymentSnapshot(
    reader,
    binding,
    details,
    new Date(),
  );
  const problem =
    status.failure ?? (ready?.status === 'False' ? ready : undefined);
  return { environment, state: status.state, message: problem?.message };
}
